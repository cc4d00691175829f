/** What set-up could not do: a stable code, a message that says what to do, and the exit code of the process. */
export class BootstrapError extends Error {
  constructor(code, message, exitCode = 3, options = undefined) {
    super(message, options);
    this.name = 'BootstrapError';
    this.code = code;
    this.exitCode = exitCode;
  }
}
