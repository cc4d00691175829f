import { createHash } from 'node:crypto';

// Steps 3 and 4 of the specification in `draw.ts`, common to both of its versions.

const RANGE = 2 ** 32;

/** The first `count` of a specified shuffle of `sorted`, which the seed decides. */
export function shuffled(seed: Buffer, sorted: readonly string[], count: number): string[] {
  const order = [...sorted];
  const numbers = numbersFrom(seed);
  for (let k = 0; k < count; k++) {
    const left = order.length - k;
    let number: number;
    do number = numbers.next().value;
    while (number >= RANGE - (RANGE % left));
    const j = k + (number % left);
    [order[k], order[j]] = [order[j]!, order[k]!];
  }
  return order.slice(0, count);
}

function* numbersFrom(seed: Buffer): Generator<number, never> {
  const counter = Buffer.alloc(4);
  for (let block = 0; ; block++) {
    counter.writeUInt32BE(block);
    const bytes = sha256(Buffer.concat([seed, counter]));
    for (let at = 0; at < bytes.length; at += 4) yield bytes.readUInt32BE(at);
  }
}

export const sha256 = (bytes: string | Buffer): Buffer => createHash('sha256').update(bytes).digest();
