import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commitLot, drawSample } from '../../../src/sampling/draws/draw.js';

const lot = Array.from({ length: 30 }, (_, i) => `HZ-${String((i * 7) % 30).padStart(6, '0')}`);
const badLot = expect.objectContaining({ code: 'sampling-bad-lot' });
const outOfRange = expect.objectContaining({ code: 'sampling-out-of-range' });

describe('a lot that is fixed before the draw', () => {
  it('has the digest that sort and sha256sum give', () => {
    const directory = mkdtempSync(path.join(tmpdir(), 'hengzhun-draw-'));
    try {
      writeFileSync(path.join(directory, 'lot.txt'), lot.map((one) => `${one}\n`).join(''));
      const printed = execFileSync('sh', ['-c', 'LC_ALL=C sort lot.txt | sha256sum'], {
        cwd: directory,
        encoding: 'utf8',
      });
      expect(commitLot(lot)).toEqual({ digest: printed.split(' ')[0], size: 30 });
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });

  it('does not depend on the order in which it is listed, and shows every change', () => {
    const { digest } = commitLot(lot);
    expect(commitLot([...lot].reverse()).digest).toBe(digest);
    expect(commitLot(lot.slice(1)).digest).not.toBe(digest);
    expect(commitLot([...lot.slice(1), 'HZ-999999']).digest).not.toBe(digest);
  });

  it.each([[[]], [['a', 'a']], [['a b']], [['']], [['甲']], [['a\nb']], [['x'.repeat(101)]]])(
    '%j is none',
    (members) => {
      expect(() => commitLot(members)).toThrow(badLot);
    },
  );
});

/** The specification once more, written as one would without the SDK. */
const PYTHON = `
import hashlib, sys
members = sorted(open("lot.txt").read().split())
digest = hashlib.sha256("".join(m + "\\n" for m in members).encode()).hexdigest()
seed = hashlib.sha256(("hengzhun draw 1\\n" + digest + "\\n" + sys.argv[1] + "\\n").encode()).digest()
def numbers():
    i = 0
    while True:
        block = hashlib.sha256(seed + i.to_bytes(4, "big")).digest()
        for at in range(0, 32, 4):
            yield int.from_bytes(block[at:at + 4], "big")
        i += 1
stream = numbers()
for k in range(int(sys.argv[2])):
    left = len(members) - k
    r = next(stream)
    while r >= 2**32 - 2**32 % left:
        r = next(stream)
    j = k + r % left
    members[k], members[j] = members[j], members[k]
print(" ".join(members[:int(sys.argv[2])]))
`;
const hasPython = (() => {
  try {
    execFileSync('python3', ['--version']);
    return true;
  } catch {
    console.warn('not tested: the draw repeated by a second implementation (there is no python3)');
    return false;
  }
})();

describe('a draw', () => {
  it('is the one that stands here, whatever the machine', () => {
    expect(drawSample(lot, 'drand 4567890 0f1e2d3c', 5)).toEqual([
      'HZ-000001',
      'HZ-000006',
      'HZ-000019',
      'HZ-000018',
      'HZ-000027',
    ]);
  });

  it.skipIf(!hasPython)('is repeated by a second implementation of its specification', () => {
    const directory = mkdtempSync(path.join(tmpdir(), 'hengzhun-draw-'));
    try {
      for (const size of [1, 2, 30, 1000]) {
        const members = Array.from({ length: size }, (_, i) => `n${i}`);
        writeFileSync(path.join(directory, 'lot.txt'), members.join('\n'));
        writeFileSync(path.join(directory, 'draw.py'), PYTHON);
        const sample = Math.min(size, 100);
        const printed = execFileSync('python3', ['draw.py', `beacon ${size}`, String(sample)], {
          cwd: directory,
          encoding: 'utf8',
        });
        expect(drawSample(members, `beacon ${size}`, sample)).toEqual(printed.trim().split(' '));
      }
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });

  it('takes each member at most once, none from elsewhere, and goes on where a shorter one ended', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme-ascii' }),
        (size, randomness) => {
          const sample = drawSample(lot, randomness, size);
          expect(new Set(sample).size).toBe(size);
          expect(sample.every((one) => lot.includes(one))).toBe(true);
          expect(drawSample([...lot].reverse(), randomness, 30).slice(0, size)).toEqual(sample);
        },
      ),
    );
  });

  it('favours nobody: 3 000 draws of 3 out of 30 (chi-square, 29 degrees of freedom, 99.99 %)', () => {
    const counts = new Map(lot.map((one) => [one, 0]));
    for (let i = 0; i < 3000; i++) {
      for (const one of drawSample(lot, `round ${i}`, 3)) counts.set(one, counts.get(one)! + 1);
    }
    const expected = (3000 * 3) / 30;
    const chiSquare = [...counts.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    expect(chiSquare).toBeLessThan(65.2);
  });

  it.each([0, 31, 1.5, Number.NaN])('of %d out of 30 is refused', (size) => {
    expect(() => drawSample(lot, 'x', size)).toThrow(outOfRange);
  });
  it.each(['', 'a\n', '随机', 'x'.repeat(1001)])('from the randomness %j is refused', (randomness) => {
    expect(() => drawSample(lot, randomness, 1)).toThrow(outOfRange);
  });
});
