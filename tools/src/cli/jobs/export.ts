import { type RecordKind, type Store, toJwk } from '@hengzhun/host-sdk';
import { ToolError } from '../../errors.js';
import { fileFormat, type RecordFormat, recordFormats } from '../../exchange/file-format.js';
import { exitCode } from '../../exit-codes.js';
import type { FileWriter } from '../../files.js';
import { publicJwk } from '../../provision/public-jwk.js';
import { withData } from '../../stores/open-data.js';
import type { Output } from '../output.js';
import type { Progress } from '../progress.js';
import { writeExport } from './write-export.js';

export interface ExportOptions {
  readonly data: string;
  readonly out: string;
  readonly force: boolean;
  readonly instrument?: string;
  /** Records only. */
  readonly kind?: RecordKind;
  readonly format?: RecordFormat;
  /** Records as XML: the verification. */
  readonly id?: string;
}

/** What can be exported. */
export type Exported = 'frames' | 'keys' | 'instruments' | 'refused' | 'makers' | 'records';
/** Writes one kind of content and returns how many. */
type Writer = (
  store: Store,
  file: FileWriter,
  kids: ReadonlySet<string> | undefined,
  progress: Progress,
  options: ExportOptions,
) => Promise<number>;

const writers: Readonly<Record<Exported, Writer>> = {
  frames: writeFrames,
  keys: writeKeys,
  instruments: writeInstruments,
  refused: writeRefused,
  makers: writeMakers,
  records: writeRecords,
};

/** Writes one kind of content of a store to a file. */
export async function runExport(output: Output, what: Exported, options: ExportOptions): Promise<number> {
  const { data, out, force, instrument } = options;
  if (instrument !== undefined && !/^[0-9a-f]{34}$/i.test(instrument)) {
    throw new ToolError('tool-bad-ueid', { value: instrument }, exitCode.usage);
  }
  return withData(data, async (store) => {
    const kids = instrument === undefined ? undefined : await keysOf(store, instrument.toLowerCase());
    const message = (count: number) =>
      output.text(count === 0 ? 'export.empty' : 'export.done', {
        count,
        what: output.text(`export.${what}`),
        path: out,
      });
    await writeExport(output, { out, force, fields: { what }, message }, (file, progress) =>
      writers[what](store, file, kids, progress, options),
    );
    return exitCode.ok;
  });
}

async function keysOf(store: Store, ueid: string): Promise<ReadonlySet<string>> {
  const found = await store.registry.find(ueid);
  if (!found) throw new ToolError('tool-unknown-instrument', { ueid }, exitCode.refused);
  return new Set(found.keys.map(({ kid }) => kid));
}

/** The bytes as received, one frame after the other: a CBOR sequence (RFC 8742). */
async function writeFrames(...[store, file, kids, progress]: Parameters<Writer>): Promise<number> {
  const { frames } = await store.summary();
  let count = 0;
  for await (const { kid, bytes } of store.frames()) {
    if (kids && !kids.has(kid)) continue;
    file.write(bytes);
    progress.update(++count, frames, 'frames');
  }
  return count;
}

/** A JWK set (RFC 7517 section 5); `kid` in hexadecimal as in the frames. */
async function writeKeys(...[store, file, kids]: Parameters<Writer>): Promise<number> {
  const keys = (await store.registry.keys()).filter(({ kid }) => !kids || kids.has(kid));
  file.write(`${JSON.stringify({ keys: keys.map(toJwk) }, null, 2)}\n`);
  return keys.length;
}

/** Makers' keys: what a case file's certificates are checked with. */
async function writeMakers(...[store, file]: Parameters<Writer>): Promise<number> {
  const makers = await store.registry.makers();
  const keys = makers.map(({ name, publicKey }) => ({ ...publicJwk(publicKey), name }));
  file.write(`${JSON.stringify({ keys }, null, 2)}\n`);
  return keys.length;
}

/** What `import records` takes. @throws {ToolError} `tool-kind-missing`, `tool-format-unknown`, `tool-certificate-of-which` */
async function writeRecords(...[store, file, , , options]: Parameters<Writer>): Promise<number> {
  const { kind, out } = options;
  const format = out === '-' ? (options.format ?? 'json') : fileFormat(out, options.format, recordFormats);
  if ((format === 'xml') !== (options.id !== undefined))
    throw new ToolError('tool-certificate-of-which', { path: out }, exitCode.usage);
  if (format === 'xml') {
    file.write(await store.records.exportXml(options.id!));
    return 1;
  }
  let count = 0;
  for await (const _ of store.records.all(kind === undefined ? {} : { kind })) count++;
  if (format === 'json') file.write(await store.records.exportJson(kind === undefined ? undefined : [kind]));
  else if (kind !== undefined) file.write(await store.records.exportCsv(kind));
  else throw new ToolError('tool-kind-missing', { path: out }, exitCode.usage);
  return count;
}

/** The register, without anything secret (there is nothing secret in it); what `Registry.importJson` reads. */
async function writeInstruments(...[store, file, kids]: Parameters<Writer>): Promise<number> {
  const found = await store.registry.instruments();
  const instruments = found
    .filter(({ keys }) => !kids || keys.some(({ kid }) => kids.has(kid)))
    .map(({ ueid, serialNumber, maker, model, data, place, enrolledAt, keys }) => ({
      ueid,
      serialNumber,
      maker,
      model,
      data,
      ...(place ? { place } : {}),
      enrolledAt: new Date(enrolledAt).toISOString(),
      publicKey: keys.map(toJwk).at(-1),
      keys: keys.map(({ kid, status, assurance, certifiedBy, endsAt }) => ({
        kid,
        status,
        assurance,
        certifiedBy,
        endsAt,
      })),
    }));
  file.write(`${JSON.stringify({ instruments }, null, 2)}\n`);
  return instruments.length;
}

/** One JSON object per line: the refused packet in hexadecimal, why, when and how often. */
async function writeRefused(...[store, file, kids, progress]: Parameters<Writer>): Promise<number> {
  const { refused } = await store.summary();
  let count = 0;
  for await (const { bytes, firstAt, lastAt, ...rest } of store.refused()) {
    if (kids && !(rest.kid !== undefined && kids.has(rest.kid))) continue;
    const times = { firstAt: new Date(firstAt).toISOString(), lastAt: new Date(lastAt).toISOString() };
    file.write(`${JSON.stringify({ ...rest, ...times, bytes: Buffer.from(bytes).toString('hex') })}\n`);
    progress.update(++count, refused, 'refused');
  }
  return count;
}
