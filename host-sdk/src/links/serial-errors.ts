import { SdkError } from '../errors.js';

/**
 * Turns what the serial binding says when a port cannot be opened into an error that says what to do. The bindings give only
 * text, in the wording of the operating system's error numbers.
 */
export function openError(path: string, cause: unknown): SdkError {
  const text = cause instanceof Error ? cause.message : String(cause);
  const make = (code: SdkError['code'], message: string) => new SdkError(code, message, { path }, cause);
  if (/no such file|ENOENT|cannot find|file not found|port not found|does not exist|ENXIO|no such device/i.test(text)) {
    return make(
      'link-path-missing',
      `There is no port ${path}. Is the instrument plugged in and switched on? List the ports, or give another path.`,
    );
  }
  if (/cannot lock|resource temporarily unavailable|EBUSY|resource busy|locked/i.test(text)) {
    return make('link-locked', `Another program has the port ${path} open. Close it (a monitor, an editor's console).`);
  }
  if (/permission denied|EACCES|EPERM|access denied|operation not permitted/i.test(text)) {
    return make(
      'link-permission',
      `No permission to open ${path}. On Linux add the user to the group that owns the port (often dialout), then log in again.`,
    );
  }
  if (/inappropriate ioctl|ENOTTY|not a typewriter|is a directory|EISDIR/i.test(text)) {
    return make('link-not-a-port', `${path} exists but is not a serial port. Check the path.`);
  }
  return make('link-open-failed', `The port ${path} could not be opened: ${text}. Check cable and settings.`);
}
