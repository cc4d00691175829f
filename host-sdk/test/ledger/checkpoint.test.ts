import { generateKeyPairSync } from 'node:crypto';
import { es256, keyIdentifier } from '@hengzhun/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkpointKid, readCheckpoint, signCheckpoint } from '../../src/ledger/checkpoint.js';
import { makeCheckpoint } from '../../src/ledger/make-checkpoint.js';
import { provesConsistency, provesInclusion } from '../../src/ledger/merkle-proof.js';
import { proveConsistency } from '../../src/ledger/prove-consistency.js';
import type { SqlDatabase } from '../../src/store/sql.js';
import { databases } from '../helpers/temporary-database.js';

function signer() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { publicKey, kid: Buffer.from(keyIdentifier(publicKey)).toString('hex'), sign: es256(privateKey) };
}
const key = signer();
const at = 1_790_000_000_000;
const bad = expect.objectContaining({ code: 'ledger-bad-checkpoint' });
const hashOf = (number: number) => Buffer.alloc(32, `entry ${number}`);

/** Rows of which only number and hash matter here. */
async function fill(database: SqlDatabase, from: number, to: number) {
  const rows = Array.from({ length: to - from + 1 }, (_, i) => [
    from + i,
    'k',
    's',
    at,
    hashOf(from + i),
    Buffer.of(0),
  ]);
  await database.transaction((sql) =>
    sql.runMany('INSERT INTO ledger (number, kind, subject, at, hash, bytes) VALUES (?, ?, ?, ?, ?, ?)', rows),
  );
}

describe('checkpoint 台账检查点', () => {
  const checkpoint = { number: 7, hash: '11'.repeat(32), root: '22'.repeat(32), at };

  it('is read by whoever has the key, and says whose it is', () => {
    const bytes = signCheckpoint(checkpoint, key);
    expect(readCheckpoint(bytes, key.publicKey)).toEqual(checkpoint);
    expect(checkpointKid(bytes)).toBe(key.kid);
    expect(() => readCheckpoint(bytes, signer().publicKey)).toThrow(bad);
  });

  it('is refused with any byte changed, missing or added', () => {
    const bytes = signCheckpoint(checkpoint, key);
    for (let index = 0; index < bytes.length; index++) {
      const changed = Uint8Array.from(bytes);
      changed[index]! ^= 1 << (index % 8);
      expect(() => readCheckpoint(changed, key.publicKey)).toThrow(bad);
      expect(() => readCheckpoint(bytes.subarray(0, index), key.publicKey)).toThrow(bad);
    }
    expect(() => readCheckpoint(Buffer.concat([bytes, Buffer.of(0)]), key.publicKey)).toThrow(bad);
    expect(() => readCheckpoint(bytes.subarray(1), key.publicKey)).toThrow(bad);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (some) => {
        expect(() => readCheckpoint(some, key.publicKey)).toThrow(bad);
      }),
    );
  });

  it.each([{ number: 0 }, { number: 1.5 }, { at: -1 }, { hash: '11' }, { root: '' }])(
    'is refused with %j',
    (change) => {
      expect(() => readCheckpoint(signCheckpoint({ ...checkpoint, ...change }, key), key.publicKey)).toThrow(bad);
    },
  );
});

describe.each(databases)('checkpoints of a ledger on $name', ({ open }) => {
  it('prove any entry, and that the ledger only grew', async () => {
    const database = await open();
    await fill(database, 1, 5000);
    const first = await makeCheckpoint(database, key, at, [1, 4096, 4097, 5000]);
    expect(first.checkpoint).toMatchObject({ number: 5000, hash: hashOf(5000).toString('hex'), at });
    expect(readCheckpoint(first.bytes, key.publicKey)).toEqual(first.checkpoint);
    const root = Buffer.from(first.checkpoint.root, 'hex');
    expect([...first.proofs.keys()]).toEqual([1, 4096, 4097, 5000]);
    for (const [number, proof] of first.proofs) {
      expect(provesInclusion(hashOf(number), number - 1, 5000, proof, root)).toBe(true);
      expect(provesInclusion(hashOf(number + 1), number - 1, 5000, proof, root)).toBe(false);
    }
    await fill(database, 5001, 5300);
    const second = await makeCheckpoint(database, key, at + 1);
    const proof = await proveConsistency(database, 5000, 5300);
    const newer = { size: 5300, root: Buffer.from(second.checkpoint.root, 'hex') };
    expect(provesConsistency({ size: 5000, root }, newer, proof)).toBe(true);
    // Whoever rewrites history cannot prove it.
    await database.transaction((sql) => sql.run('UPDATE ledger SET hash = ? WHERE number = 17', [hashOf(99_999)]));
    const forged = await makeCheckpoint(database, key, at + 2);
    const attempt = await proveConsistency(database, 5000, 5300);
    const rewritten = { size: 5300, root: Buffer.from(forged.checkpoint.root, 'hex') };
    expect(provesConsistency({ size: 5000, root }, rewritten, attempt)).toBe(false);
    expect(provesConsistency({ size: 5000, root }, rewritten, proof)).toBe(false);
  });

  it('are not made of nothing, nor of a ledger with a hole', async () => {
    const database = await open();
    await expect(makeCheckpoint(database, key, at)).rejects.toEqual(bad);
    await fill(database, 1, 3);
    await expect(makeCheckpoint(database, key, at, [4])).rejects.toEqual(bad);
    await database.transaction((sql) => sql.run('DELETE FROM ledger WHERE number = 2'));
    await expect(makeCheckpoint(database, key, at)).rejects.toMatchObject({
      code: 'ledger-broken',
      detail: { number: 2 },
    });
    await expect(proveConsistency(database, 1, 9)).rejects.toMatchObject({ code: 'ledger-broken' });
  });
});
