import { type BoardProfile, boardNames, readProfile } from '@hengzhun/firmware/boards';
import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';
import type { InterpreterConsole } from './interpreter-console.js';

/** What answers on the console. */
export interface ExaminedBoard {
  /** `process.env.BOARD`. */
  readonly board: string;
  /** Version of the interpreter. */
  readonly version: string;
  readonly storage: { readonly total: number; readonly free: number };
}

/** Least version of the interpreter whose console takes packets. */
const leastVersion = 2.25;

/**
 * Asks the interpreter what it is and what lies in its flash. Changes nothing.
 * @throws {ToolError} `tool-interpreter-old`, and those of asking
 */
export async function examineBoard(console: InterpreterConsole): Promise<ExaminedBoard> {
  const [board, version, total, free] = (await console.evaluate(
    '(function(s){return [process.env.BOARD,process.env.VERSION,s.getStats?s.getStats().totalBytes:0,s.getFree()]})(require("Storage"))',
  )) as [string, string, number, number];
  if (!(versionNumber(version) >= leastVersion)) {
    throw new ToolError('tool-interpreter-old', { board, version, least: '2v25' });
  }
  return { board, version, storage: { total, free } };
}

/** Bytes from the start of the state in which every instrument that ever ran has written its first entry. */
const FIRST_ENTRY = 52;

/** Whether an instrument has lived on the board: its state and event log would be lost. */
export async function hasLived(console: InterpreterConsole, profile: BoardProfile): Promise<boolean> {
  const bytes =
    profile.state.in === 'storage'
      ? `require("Storage").readArrayBuffer("hz.dat")`
      : `require("Flash").read(${FIRST_ENTRY},${profile.state.address})`;
  // The first four bytes are the word that made the file.
  const written = await console.evaluate(
    `(function(b){if(b==undefined)return 0;b=new Uint8Array(b.buffer||b);for(var i=4;i<${FIRST_ENTRY};i++)if(b[i]!=255)return 1;return 0})(${bytes})`,
  );
  return written === 1;
}

function versionNumber(version: string): number {
  const match = /^(\d+)v(\d+)/.exec(version);
  return match ? Number(match[1]) + Number(match[2]) / 100 : Number.NaN;
}

/**
 * The profile that fits the board which answers: the one that was asked for, or the only one with this build of the interpreter.
 * @param wanted name of a profile; undefined: find it
 * @throws {ToolError} `tool-flash-wrong-board`, `tool-flash-unknown-board`; {BundleError} `bundle-unknown-board`
 */
export function profileOf(found: ExaminedBoard, wanted: string | undefined): BoardProfile {
  const profiles = boardNames().map(readProfile);
  const fits = (profile: BoardProfile) => profile.builds.some(({ board }) => board === found.board);
  if (wanted !== undefined) {
    const profile = readProfile(wanted);
    if (fits(profile)) return profile;
    throw new ToolError(
      'tool-flash-wrong-board',
      {
        found: found.board,
        wanted: profile.title,
        builds: profile.builds.map(({ board }) => board).join(', '),
        right: profiles.find(fits)?.name ?? '–',
      },
      exitCode.refused,
    );
  }
  const profile = profiles.find(fits);
  if (profile) return profile;
  const unsuitable = profiles.flatMap((one) => one.unsuitable ?? []).find(({ board }) => board === found.board);
  throw new ToolError(
    'tool-flash-unknown-board',
    { found: found.board, reason: unsuitable?.reason ?? '–', boards: profiles.map(({ name }) => name).join(', ') },
    exitCode.refused,
  );
}
