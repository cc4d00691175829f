import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { crc32 } from '@hengzhun/protocol';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { readArchive } from '../../src/case-file/archive/read-archive.js';
import { writeArchive } from '../../src/case-file/archive/write-archive.js';

const python = spawnSync('python3', ['--version']).status === 0;
if (!python) console.warn('not tested: a case file opened by another tool (there is no python3)');
const folder = mkdtempSync(join(tmpdir(), 'hengzhun-archive-'));
afterAll(() => rmSync(folder, { recursive: true }));
const text = (value: string) => new TextEncoder().encode(value);
const code = (expected: string) => expect.objectContaining({ code: expected });

/** A member as a hostile writer makes it: every field may lie. */
interface Forged {
  name: string;
  bytes?: Uint8Array;
  method?: number;
  size?: number;
  compressed?: number;
  mode?: number;
  crc?: number;
  offset?: number;
  localName?: string;
  flags?: number;
  extra?: Uint8Array;
}

/** APPNOTE 4.3 written once more, and independently, so that headers may lie. */
function forge(
  members: Forged[],
  options: { gap?: number; trailing?: Uint8Array; count?: number; comment?: string } = {},
) {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  const put = (bytes: Uint8Array) => {
    parts.push(bytes);
    at += bytes.length;
  };
  for (const one of members) {
    const bytes = one.bytes ?? new Uint8Array();
    const common = Buffer.alloc(26);
    common.writeUInt16LE(10, 0);
    common.writeUInt16LE(one.flags ?? 0, 2);
    common.writeUInt16LE(one.method ?? 0, 4);
    common.writeUInt16LE(0x21, 8);
    common.writeUInt32LE(one.crc ?? crc32(bytes), 10);
    common.writeUInt32LE(one.compressed ?? bytes.length, 14);
    common.writeUInt32LE(one.size ?? bytes.length, 18);
    common.writeUInt16LE(Buffer.byteLength(one.name), 22);
    common.writeUInt16LE(one.extra?.length ?? 0, 24);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50);
    entry.writeUInt16LE((3 << 8) | 20, 4);
    entry.set(common, 6);
    entry.writeUInt32LE((one.mode ?? 0o100644) * 0x10000, 38);
    entry.writeUInt32LE(one.offset ?? at, 42);
    directory.push(entry, text(one.name), one.extra ?? new Uint8Array());
    const signature = Buffer.from('504b0304', 'hex');
    put(Buffer.concat([signature, common, text(one.localName ?? one.name), bytes]));
  }
  if (options.gap) put(new Uint8Array(options.gap));
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(options.count ?? members.length, 8);
  end.writeUInt16LE(options.count ?? members.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(at, 16);
  if (options.comment) end.writeUInt16LE(options.comment.length, 20);
  return new Uint8Array(
    Buffer.concat([...parts, ...directory, end, text(options.comment ?? ''), options.trailing ?? new Uint8Array()]),
  );
}

const names = fc
  .array(fc.stringMatching(/^[a-z0-9][a-z0-9._@-]{0,10}[a-z0-9]$/), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join('/'));
const membersOf = fc.dictionary(names, fc.uint8Array({ maxLength: 40 }), { maxKeys: 8 });

describe('archive of a case file', () => {
  it('gives back what was written, and the same bytes whatever the order', () => {
    fc.assert(
      fc.property(membersOf, (given) => {
        const entries = Object.entries(given);
        const archive = writeArchive(new Map(entries));
        expect([...readArchive(archive)].map(([name, bytes]) => [name, [...bytes]])).toEqual(
          entries.map(([name, bytes]) => [name, [...bytes]]).sort(([a], [b]) => (a! < b! ? -1 : 1)),
        );
        expect(writeArchive(new Map(entries.reverse()))).toEqual(archive);
      }),
    );
  });

  it.skipIf(!python)('is a ZIP file for other tools', () => {
    const path = join(folder, 'case.zip');
    writeFileSync(
      path,
      writeArchive(
        new Map([
          ['b/frames.cbor', text('wörter')],
          ['a.json', text('{}')],
          ['empty', text('')],
        ]),
      ),
    );
    const python = `import sys, zipfile
z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None
print([(i.filename, i.file_size, i.date_time[0], oct(i.external_attr >> 16)) for i in z.infolist()], z.read('b/frames.cbor').decode())`;
    const { stdout, stderr } = spawnSync('python3', ['-c', python, path], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout).toBe(
      "[('a.json', 2, 1980, '0o100644'), ('b/frames.cbor', 7, 1980, '0o100644'), ('empty', 0, 1980, '0o100644')] wörter\n",
    );
  });

  it('is the archive of which the forger of these tests makes hostile ones', () => {
    const members = [
      { name: 'a', bytes: text('1') },
      { name: 'b/c', bytes: text('23') },
    ];
    expect(forge(members)).toEqual(
      new Uint8Array(writeArchive(new Map(members.map(({ name, bytes }) => [name, bytes])))),
    );
  });

  it.each([
    '../outside',
    'a/../../b',
    '/etc/passwd',
    '\\windows',
    'c:/windows',
    'a\\b',
    'a//b',
    'a/',
    '',
    '.',
    '..',
    '.hidden',
    'a/.',
    'A.json',
    'a\0b',
    'a\nb',
    'é',
    `${'a/'.repeat(120)}a`,
    'trailing.',
    'nul:',
  ])('refuses the name %j', (name) => {
    expect(() => readArchive(forge([{ name, bytes: text('x') }]))).toThrow(code('case-file-bad-name'));
    expect(() => writeArchive(new Map([[name, text('x')]]))).toThrow(code('case-file-bad-name'));
  });

  const bomb = deflateRawSync(Buffer.alloc(1_000_000));
  it.each<[string, string, Uint8Array]>([
    ['two members with one name', 'case-file-duplicate-name', forge([{ name: 'a' }, { name: 'a' }])],
    ['a symbolic link', 'case-file-symbolic-link', forge([{ name: 'a', bytes: text('/etc'), mode: 0o120777 }])],
    ['a folder', 'case-file-bad-form', forge([{ name: 'a', mode: 0o040755 }])],
    ['a zip bomb', 'case-file-compressed', forge([{ name: 'a', bytes: bomb, method: 8, size: 1_000_000 }])],
    ['a bomb that claims to be stored', 'case-file-bad-form', forge([{ name: 'a', bytes: bomb, size: 1_000_000 }])],
    ['a size beyond the file', 'case-file-bad-form', forge([{ name: 'a', bytes: text('1'), size: 9, compressed: 9 }])],
    [
      'a size beyond every limit',
      'case-file-too-large',
      forge([{ name: 'a', size: 0xfffffff0, compressed: 0xfffffff0 }]),
    ],
    [
      'members that share bytes',
      'case-file-overlap',
      forge([
        { name: 'a', bytes: text('1') },
        { name: 'a2', bytes: text('1'), offset: 0 },
      ]),
    ],
    [
      'a member inside another',
      'case-file-overlap',
      forge([
        { name: 'a', bytes: forge([{ name: 'b' }]) },
        { name: 'b', offset: 31 },
      ]),
    ],
    ['a hole before the directory', 'case-file-bad-form', forge([{ name: 'a' }], { gap: 7 })],
    ['bytes behind the end', 'case-file-not-an-archive', forge([{ name: 'a' }], { trailing: text('x') })],
    ['a comment', 'case-file-not-an-archive', forge([{ name: 'a' }], { comment: 'hello' })],
    ['another archive behind it', 'case-file-bad-form', forge([{ name: 'a' }], { trailing: forge([{ name: 'b' }]) })],
    ['more members claimed than there are', 'case-file-bad-form', forge([{ name: 'a' }], { count: 2 })],
    ['fewer members claimed than there are', 'case-file-bad-form', forge([{ name: 'a' }, { name: 'b' }], { count: 1 })],
    ['too many members', 'case-file-too-many-members', forge([{ name: 'a' }], { count: 30_000 })],
    ['ZIP64', 'case-file-too-many-members', forge([{ name: 'a' }], { count: 0xffff })],
    ['another name in the local header', 'case-file-bad-form', forge([{ name: 'a', localName: 'b' }])],
    ['encryption', 'case-file-bad-form', forge([{ name: 'a', flags: 1 }])],
    ['an extra field', 'case-file-bad-form', forge([{ name: 'a', extra: new Uint8Array(4) }])],
    ['members out of order', 'case-file-bad-form', forge([{ name: 'b' }, { name: 'a' }])],
    ['a wrong checksum', 'case-file-bad-checksum', forge([{ name: 'a', bytes: text('x'), crc: 1 }])],
    ['no archive', 'case-file-not-an-archive', text('hello')],
    ['nothing', 'case-file-not-an-archive', new Uint8Array()],
  ])('refuses %s', (_, expected, bytes) => {
    expect(() => readArchive(bytes)).toThrow(code(expected));
  });

  it('refuses what is larger than its limits, before it reads it', () => {
    const limits = { archive: 1000, members: 2, member: 100 };
    const one = (name: string, size: number) => ({ name, bytes: new Uint8Array(size) });
    expect(() => readArchive(forge([one('a', 2000)]), limits)).toThrow(code('case-file-too-large'));
    expect(() => readArchive(forge([one('a', 101)]), limits)).toThrow(code('case-file-too-large'));
    expect(() => readArchive(forge([one('a', 1), one('b', 1), one('c', 1)]), limits)).toThrow(
      code('case-file-too-many-members'),
    );
    expect(readArchive(forge([one('a', 100), one('b', 100)]), limits).size).toBe(2);
    expect(() => writeArchive(new Map([['a', new Uint8Array(101)]]), limits)).toThrow(code('case-file-too-large'));
  });

  it('finds every changed, missing and added byte', () => {
    const archive = writeArchive(
      new Map([
        ['a', text('123')],
        ['b/c', text('')],
        ['d', text('4')],
      ]),
    );
    fc.assert(
      fc.property(fc.nat(archive.length - 1), fc.integer({ min: 1, max: 255 }), fc.nat(2), (at, by, how) => {
        const changed =
          how === 0
            ? archive.map((byte, index) => (index === at ? byte ^ by : byte))
            : Buffer.concat([
                archive.subarray(0, at),
                how === 1 ? new Uint8Array() : Uint8Array.of(by),
                archive.subarray(at + (how === 1 ? 1 : 0)),
              ]);
        expect(() => readArchive(changed)).toThrow(
          expect.objectContaining({ code: expect.stringMatching(/^case-file-/) }),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('refuses random bytes with a code and never otherwise', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(() => readArchive(bytes)).toThrow(
          expect.objectContaining({ code: expect.stringMatching(/^case-file-/) }),
        );
      }),
    );
  });
});
