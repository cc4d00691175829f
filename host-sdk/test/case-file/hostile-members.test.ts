import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { readArchive } from '../../src/case-file/archive/read-archive.js';
import { writeArchive } from '../../src/case-file/archive/write-archive.js';
import { manifestName, sealMembers, signatureName } from '../../src/case-file/manifest.js';
import { verifyCaseFile } from '../../src/case-file/verify-case-file.js';
import { writeCaseFile } from '../../src/case-file/write-case-file.js';
import { SdkError } from '../../src/errors.js';
import { canonicalJson } from '../../src/ledger/canonical-json.js';
import type { JsonValue } from '../../src/ledger/ledger-entry.js';
import { newKey } from '../ledger/ledger-helpers.js';
import { sampleCaseFile } from './sample-case-file.js';

let sample: Awaited<ReturnType<typeof sampleCaseFile>>;
let members: Map<string, Uint8Array>;
beforeAll(async () => {
  sample = await sampleCaseFile({ succeed: true });
  members = new Map(readArchive(writeCaseFile(sample.file, sample.key)));
  members.delete(manifestName);
  members.delete(signatureName);
});

const text = (value: string) => new TextEncoder().encode(value);
const stranger = newKey();

/** Somebody packs what he likes, with a manifest that fits. @returns code of the refusal, or of the bad findings; any other error escapes */
async function outcome(changed: ReadonlyMap<string, Uint8Array>, subject = sample.file.subject): Promise<string[]> {
  const archive = writeArchive(sealMembers(changed, subject, 1, stranger));
  try {
    const { ok, findings } = await verifyCaseFile(archive, sample.trusted);
    expect(ok).toBe(false);
    return findings.filter(({ verdict }) => verdict === 'bad').map(({ code }) => code);
  } catch (error) {
    if (!(error instanceof SdkError)) throw error;
    expect(error.code).toMatch(/^case-file-/);
    return [error.code];
  }
}

const jsonNames = () => [...members.keys()].filter((name) => name.endsWith('.json'));
const otherNames = () => [...members.keys()].filter((name) => !name.endsWith('.json'));
const anyJson = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<JsonValue>;

/** The same JSON with one value somewhere in it exchanged. */
function graft(value: JsonValue, other: JsonValue, where: number): JsonValue {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0 || where % 5 === 0) return other;
  const names = Object.keys(value);
  const name = names[where % names.length]!;
  const copy = structuredClone(value) as Record<string, JsonValue>;
  copy[name] = graft(copy[name]!, other, Math.floor(where / 5));
  return copy;
}

describe('a case file of a stranger with a manifest that fits', () => {
  it('is refused with a code or does not hold, whatever stands in its JSON', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), anyJson, fc.nat(), async (which, other, where) => {
        const name = jsonNames()[which % jsonNames().length]!;
        const before = JSON.parse(new TextDecoder().decode(members.get(name))) as JsonValue;
        const json = graft(before, other, where);
        expect(await outcome(new Map([...members, [name, text(canonicalJson(json))]]))).not.toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('is refused with a code or does not hold, whatever bytes stand in the others', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.uint8Array({ maxLength: 200 }), fc.nat(), async (which, bytes, at) => {
        const name = otherNames()[which % otherNames().length]!;
        const before = members.get(name)!;
        const from = at % (before.length + 1);
        const spliced = Buffer.concat([before.subarray(0, from), bytes, before.subarray(from + bytes.length)]);
        for (const changed of [bytes, spliced]) {
          expect(await outcome(new Map([...members, [name, new Uint8Array(changed)]]))).not.toEqual([]);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('is refused without one of its members, and with one more', async () => {
    for (const name of members.keys()) {
      const fewer = new Map(members);
      fewer.delete(name);
      expect(await outcome(fewer)).not.toEqual([]);
    }
    expect(await outcome(new Map([...members, ['notes.txt', text('hello')]]))).toEqual(['case-file-bad-member']);
    expect(await outcome(new Map())).toEqual(['case-file-bad-member']);
  });

  it('about another subject does not hold', async () => {
    for (const subject of ['lot/lot-2', '__proto__', 'constructor', '衡'.repeat(256)]) {
      expect(await outcome(members, subject)).toContain('subject-without-entries');
    }
  });
});
