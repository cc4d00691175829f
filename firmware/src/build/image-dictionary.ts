import { LITERAL_COST, REFERENCE_COST, shrinkToBits, WINDOW } from './heatshrink.js';

/** Substrings of these lengths are looked at. */
const SHORTEST = 3;
const LONGEST = 16;

/** What may not stand in a comment: its end, or part of it, and the byte that the interpreter's lexer takes for the end of the script. */
const ENDS_COMMENT = /[*\0]/;

/** What stands, for the decoder, before each packed text: a comment made of what the texts have in common. */
export interface Dictionary {
  readonly text: string;
  /** The text packed; whole bytes, so that another packed text can follow. */
  readonly packed: string;
}

/**
 * A short text offers a packer little to repeat. So all begin alike, with pieces that many of them contain, in the order of their worth:
 * the best last, where they stay in the decoder's window longest.
 */
export function dictionaryOf(texts: readonly string[]): Dictionary {
  for (let room = WINDOW - 4; ; room--) {
    const text = `/*${piecesOf(texts, room)}*/`;
    const bits = shrinkToBits(text);
    if (bits.length % 8 !== 0) continue;
    const packed = (bits.match(/.{8}/g) ?? []).map((byte) => String.fromCharCode(Number.parseInt(byte, 2))).join('');
    return { text, packed };
  }
}

function piecesOf(texts: readonly string[], room: number): string {
  // what is farther from the beginning than the window is long sees nothing of what stands before
  let heads = texts.map((text) => text.slice(0, WINDOW));
  let out = '';
  for (;;) {
    const piece = bestPiece(heads, room - out.length);
    if (piece === undefined) return out;
    out = piece + out;
    // what it covers is not worth anything once more
    heads = heads.flatMap((head) => head.split(piece));
  }
}

/** The substring that saves most bits for each of its own bytes; what is left between earlier ones counts for itself. */
function bestPiece(heads: readonly string[], room: number): string | undefined {
  const counts = new Map<string, number>();
  for (const head of heads)
    for (let at = 0; at + SHORTEST <= head.length; at++)
      for (let length = SHORTEST; length <= Math.min(LONGEST, room) && at + length <= head.length; length++) {
        const piece = head.slice(at, at + length);
        if (ENDS_COMMENT.test(piece)) break;
        counts.set(piece, (counts.get(piece) ?? 0) + 1);
      }
  let best: string | undefined;
  let most = 0;
  for (const [piece, count] of counts) {
    const worth = ((count - 1) * (LITERAL_COST * piece.length - REFERENCE_COST)) / piece.length;
    if (count > 2 && worth > most) {
      best = piece;
      most = worth;
    }
  }
  return best;
}
