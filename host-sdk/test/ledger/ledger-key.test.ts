import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { signEntry } from '../../src/ledger/entry-form.js';
import { ledgerKeyOf } from '../../src/ledger/ledger-key.js';
import { openLedgerKey } from '../../src/ledger/open-ledger-key.js';
import { readEntry } from '../../src/ledger/read-entry.js';
import { temporaryFolder } from '../helpers/temporary-store.js';
import { draft, newKey } from './ledger-helpers.js';

const refused = (code: string) => expect.objectContaining({ code });

describe('the file of the ledger’s key', () => {
  it('is created on request only, for its owner only, and is the same afterwards', () => {
    const folder = temporaryFolder();
    const path = join(folder, 'ledger.pem');
    expect(() => openLedgerKey(path)).toThrow(refused('ledger-key-missing'));
    const key = openLedgerKey(path, { create: true });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['ledger.pem']);
    expect(readFileSync(path, 'utf8')).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
    expect(openLedgerKey(path).kid).toBe(key.kid);
    expect(openLedgerKey(path, { create: true }).kid).toBe(key.kid);
  });

  it.each([0o640, 0o604, 0o620, 0o644])('is refused with the mode %o', (mode) => {
    const path = join(temporaryFolder(), 'ledger.pem');
    openLedgerKey(path, { create: true });
    chmodSync(path, mode);
    expect(() => openLedgerKey(path)).toThrow(refused('ledger-key-exposed'));
  });

  it('is refused as a link, as a folder, in a folder that is not there', () => {
    const folder = temporaryFolder();
    openLedgerKey(join(folder, 'ledger.pem'), { create: true });
    symlinkSync('ledger.pem', join(folder, 'link.pem'));
    expect(() => openLedgerKey(join(folder, 'link.pem'))).toThrow(refused('ledger-key-missing'));
    expect(() => openLedgerKey(folder)).toThrow(refused('ledger-bad-key'));
    expect(() => openLedgerKey(join(folder, 'no', 'ledger.pem'), { create: true })).toThrow(
      refused('ledger-key-missing'),
    );
  });

  it.each([
    ['no PEM', 'hello'],
    [
      'a public key',
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'pem', type: 'spki' }),
    ],
    [
      'another curve',
      generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export({ format: 'pem', type: 'pkcs8' }),
    ],
    ['RSA', generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'pem', type: 'pkcs8' })],
    ['a file that is too long', 'x'.repeat(20_000)],
  ])('is refused with %s, and is not quoted', (_, text) => {
    const path = join(temporaryFolder(), 'ledger.pem');
    writeFileSync(path, text, { mode: 0o600 });
    expect(() => openLedgerKey(path)).toThrow(refused('ledger-bad-key'));
    try {
      openLedgerKey(path);
    } catch (error) {
      expect((error as Error).message).not.toContain(String(text).slice(28, 60).trim() || 'hello');
    }
  });

  it('is no public key', () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(() => ledgerKeyOf(publicKey)).toThrow(refused('ledger-bad-key'));
  });
});

describe('an entry from outside', () => {
  const key = newKey();
  const entry = signEntry(draft(), 7, 'ab'.repeat(32), key);

  it('is read with its key and no other', () => {
    expect(readEntry(entry.bytes, key.publicKey)).toEqual(entry);
    expect(() => readEntry(entry.bytes, newKey().publicKey)).toThrow(refused('ledger-bad-signature'));
  });

  it('is no frame, no certificate, no noise', () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('d28440a04040', 'hex'), Buffer.from('ff'.repeat(200), 'hex')]) {
      expect(() => readEntry(bytes, key.publicKey)).toThrow(refused('ledger-bad-entry'));
    }
  });
});
