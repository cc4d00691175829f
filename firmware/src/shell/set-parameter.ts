/**
 * Sets one parameter of a core whose parameters are the list of provisioning, and gives the value it had; undefined, and nothing changed, where there
 * is no such parameter or the value is no 32-bit integer.
 */
export function setParameter(parameters: Int32Array, index: number, value: number): number | undefined {
  if (!(index >= 0 && index < parameters.length) || value !== (value | 0)) return undefined;
  const old = parameters[index];
  parameters[index] = value;
  return old;
}
