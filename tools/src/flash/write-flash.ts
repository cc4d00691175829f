import { createHash } from 'node:crypto';
import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';
import type { FlashPlan, PlannedFile } from './flash-plan.js';
import type { InterpreterConsole } from './interpreter-console.js';

/** Greatest piece of a file in one packet, bytes: its text and the call around it stay far below a packet's 8191. */
const GREATEST_PIECE = 1152;
/** Erasing a page takes up to 90 ms, and the largest Storage has 224 of them. */
const ERASE_MS = 60_000;

export type WriteProgress = (
  step: 'erase' | 'state' | 'write' | 'verify',
  file: string,
  done: number,
  total: number,
) => void;

/**
 * Writes a plan into the flash of the board, file by file, each read back and compared by its digest before the next one. Whatever was
 * there is erased first; {@link FlashPlan} says why this order can be interrupted.
 *
 * @param signal ends it between two packets
 * @throws {ToolError} `tool-flash-mismatch`, `tool-interpreter-refused`, `tool-interpreter-silent`, `tool-port-lost`, `tool-flash-interrupted`
 */
export async function writeFlash(
  console: InterpreterConsole,
  plan: FlashPlan,
  onProgress: WriteProgress,
  signal: AbortSignal,
): Promise<void> {
  goOn(console, signal);
  onProgress('erase', '', 0, 1);
  const { prepared, statePages } = plan;
  const pages = statePages
    ? `for(var a=${statePages.address};a<${statePages.address + statePages.bytes};a+=${statePages.page})require("Flash").erasePage(a);`
    : '';
  await console.runLong(`require("Storage").eraseAll();${pages}`, ERASE_MS);
  for (const { name, mark, size } of prepared) {
    onProgress('state', name, 0, 1);
    await write(console, `"${name}","${mark}",0,${size}`, name);
  }
  for (const file of plan.files) await writeFile(console, file, pieceSize(plan.ioBuffer), onProgress, signal);
}

/**
 * Bytes of a file in one packet. As text it is four thirds of that; it takes half of the ring in which characters wait for the
 * interpreter, since each of its entries has a head.
 */
export function pieceSize(ioBuffer: number): number {
  return Math.min(GREATEST_PIECE, Math.floor((ioBuffer * 3) / 8 / 12) * 12);
}

/** Writes one file and verifies it. @throws as {@link writeFlash} */
export async function writeFile(
  console: InterpreterConsole,
  file: PlannedFile,
  piece: number,
  onProgress: WriteProgress,
  signal: AbortSignal,
): Promise<void> {
  const { length } = file.bytes;
  for (let at = 0; at < length; at += piece) {
    goOn(console, signal);
    onProgress('write', file.name, at, length);
    const text = Buffer.from(file.bytes.subarray(at, at + piece)).toString('base64');
    await write(
      console,
      `"${file.name}",atob("${text}"),${file.at + at}${file.at + at === 0 ? `,${length}` : ''}`,
      file.name,
    );
  }
  goOn(console, signal);
  onProgress('verify', file.name, 0, length);
  const found = await digestOf(console, file, (bytes) => onProgress('verify', file.name, bytes, length));
  onProgress('verify', file.name, length, length);
  if (found !== file.sha256) {
    throw new ToolError('tool-flash-mismatch', { file: file.name, wanted: file.sha256, found }, exitCode.refused);
  }
}

async function write(console: InterpreterConsole, args: string, name: string): Promise<void> {
  const written = await console.evaluate(`require("Storage").write(${args})`);
  if (written !== true) {
    throw new ToolError('tool-interpreter-refused', { port: console.path, reason: `Storage.write("${name}")` });
  }
}

const HEX = '(function(h){for(var s="",i=0;i<h.length;i++)s+=(256+h[i]).toString(16).substr(1);return s})';

/** SHA-256 of a file as it lies in flash: computed there, or of the file read back where the board has no SHA-256. */
async function digestOf(
  console: InterpreterConsole,
  { name, at, bytes }: PlannedFile,
  onProgress: (bytes: number) => void,
): Promise<string> {
  const digest = await console.evaluate(
    `(function(c,f){return c.SHA256&&f!==undefined?${HEX}(new Uint8Array(c.SHA256(f))):""})(require("crypto"),require("Storage").read("${name}",${at},${bytes.length}))`,
  );
  if (typeof digest === 'string' && digest.length === 64) return digest;
  const content = await console.readFile(name, onProgress);
  return createHash('sha256')
    .update(content.slice(at, at + bytes.length), 'latin1')
    .digest('hex');
}

function goOn(console: InterpreterConsole, signal: AbortSignal): void {
  if (signal.aborted) throw new ToolError('tool-flash-interrupted', { port: console.path }, exitCode.interrupted);
}
