import { readBytes } from '../files.js';
import { type SequencePart, splitSequence } from './split-sequence.js';

/** Largest file that is read at once: far more than ten years of one instrument. */
const largestFile = 1_000_000_000;

/** The items of a file. @throws {ToolError} `tool-file-missing`, `tool-file-unreadable`, `tool-file-too-large` */
export function readFrames(path: string): SequencePart[] {
  return framesOfBytes(readBytes(path, largestFile));
}

/**
 * The items of what a file holds: hexadecimal text (one frame per line, or one frame over several lines), or a CBOR sequence, of which a single
 * frame is the shortest. Offsets of hexadecimal text count lines from 1.
 */
export function framesOfBytes(bytes: Buffer): SequencePart[] {
  const text = hexadecimalText(bytes);
  if (text === undefined) return [...splitSequence(bytes)];
  const lines = text.split(/\r?\n/).map((line, index) => ({ line: line.replace(/\s/g, ''), number: index + 1 }));
  const filled = lines.filter(({ line }) => line !== '');
  // A hex dump of one frame over several lines: only its first line begins like a frame.
  const several = filled.filter(({ line }) => /^d284/i.test(line)).length === filled.length;
  const joined = several ? filled : [{ line: filled.map(({ line }) => line).join(''), number: filled[0]!.number }];
  return joined.map(({ line, number }) => ({
    offset: number,
    bytes: new Uint8Array(Buffer.from(line, 'hex')),
    whole: line.length % 2 === 0,
  }));
}

function hexadecimalText(bytes: Buffer): string | undefined {
  // A frame begins with 0xd2, which is no ASCII: one look tells the two apart.
  if (bytes.length === 0 || bytes[0]! > 0x7f) return undefined;
  const text = bytes.toString('latin1');
  return /^[0-9a-fA-F\s]+$/.test(text) && /[0-9a-fA-F]/.test(text) ? text : undefined;
}
