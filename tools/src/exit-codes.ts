/** What a program that calls ours can tell from the exit code alone. Stable; shown by `hengzhun --help`. */
export const exitCode = {
  /** Done, and what was checked is good. */
  ok: 0,
  /** Something was refused or did not verify: the evidence is bad, the program worked. */
  refused: 1,
  /** Called wrongly: unknown option, bad value, missing argument. */
  usage: 2,
  /** A file, folder, disk, port or database could not be used. */
  io: 3,
  /** The instrument did not answer, or answered that it will not. */
  noAnswer: 4,
  /** A fault of this program; please report it. */
  internal: 5,
  /** Ended by Ctrl-C before it was done (128 + SIGINT). */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
