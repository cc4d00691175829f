/** Names of the members of the language's own objects: they must survive the shortening of property names. */
export function collectLanguageNames(): string[] {
  const typed = [Uint8Array, Int8Array, Uint16Array, Int16Array, Uint32Array, Int32Array, Float32Array, Float64Array];
  const constructors = [Object, Function, Array, String, Number, Boolean, Error, Date, Promise, ArrayBuffer, DataView];
  const objects: object[] = [Math, Object.getPrototypeOf(Uint8Array), Object.getPrototypeOf(Uint8Array).prototype];
  for (const one of [...constructors, ...typed]) objects.push(one, one.prototype);
  return [...new Set(objects.flatMap((one) => Object.getOwnPropertyNames(one)))].sort();
}
