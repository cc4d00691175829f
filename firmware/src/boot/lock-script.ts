/**
 * Content of `.boot0` of a product: runs before everything else, also when a button is held at boot, which skips `.bootcde`.
 * Silences the radio, which the software wakes with a service of its own, takes the console off every port, and puts a password before it should a later firmware of the platform bring it back. The
 * password is not meant to be typed: it is random, and nobody keeps it.
 *
 * @param password printable ASCII without quotes and backslashes
 */
export function lockScript(password: string): string {
  if (!/^[\x20-\x7e]{16,64}$/.test(password) || /["'\\`]/.test(password)) {
    throw new RangeError('a console password must have 16 to 64 printable ASCII characters without quotes');
  }
  return (
    'E.setConsole(null,{force:true});' +
    `E.setPassword("${password}");E.lockConsole();` +
    'global.NRF&&(NRF.setServices({},{uart:0}),NRF.sleep());'
  );
}
