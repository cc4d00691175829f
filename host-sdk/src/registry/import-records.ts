import { SdkError } from '../errors.js';
import { csvText, parseCsv } from './csv.js';

/** Column names that CSV registers use, mapped to the fields of a record. Case, spaces, `-` and `_` do not matter. */
const columns = new Map(
  Object.entries({
    ueid: 'ueid',
    publickey: 'publicKey',
    公钥: 'publicKey',
    serialnumber: 'serialNumber',
    serial: 'serialNumber',
    出厂编号: 'serialNumber',
    maker: 'maker',
    制造单位: 'maker',
    model: 'model',
    型号: 'model',
    certificate: 'certificate',
    assurance: 'assurance',
    place: 'place.name',
    地点: 'place.name',
    region: 'place.region',
    地区: 'place.region',
    instrumentkind: 'data.instrumentKind',
    accuracyclass: 'data.accuracyClass',
    准确度等级: 'data.accuracyClass',
    maximumcapacity: 'data.maximumCapacity',
    minimumcapacity: 'data.minimumCapacity',
    verificationinterval: 'data.verificationInterval',
    scaleinterval: 'data.scaleInterval',
    reportinginterval: 'data.reportingInterval',
    typeapproval: 'data.typeApproval',
    型式批准: 'data.typeApproval',
    batch: 'data.batch',
    生产批号: 'data.batch',
    manufactured: 'data.manufactured',
    生产日期: 'data.manufactured',
    trader: 'data.trader',
    经营者: 'data.trader',
    observedchannels: 'data.observedChannels',
    nozzles: 'data.nozzles',
    油枪: 'data.nozzles',
  }),
);

/** Largest text that is imported at once, in characters (UTF-16). */
const largestText = 64 * 1024 * 1024;

function checkSize(source: string): void {
  if (source.length <= largestText) return;
  const text = `This file has ${source.length} characters; at most ${largestText} are read at once. Divide it and import the parts.`;
  throw new SdkError('registry-bad-format', text, { characters: source.length });
}

/** A record as found, not checked yet, with the line (CSV) or number (JSON) to name in an error. */
export interface FoundRecord {
  readonly line: number;
  readonly value: unknown;
  readonly error?: SdkError;
}

/**
 * Finds the records in a JSON text: one object, an array of them, or an object with an array `instruments`.
 * @throws {SdkError} `registry-bad-format`
 */
export function findJsonRecords(source: string): FoundRecord[] {
  checkSize(source);
  let value: unknown;
  try {
    value = JSON.parse(source.replace(/^\ufeff/, ''));
  } catch (cause) {
    throw new SdkError(
      'registry-bad-format',
      `This is not JSON: ${(cause as Error).message}. Check the file.`,
      {},
      cause,
    );
  }
  const inner = (value as { instruments?: unknown } | null)?.instruments;
  const list = Array.isArray(value) ? value : Array.isArray(inner) ? inner : [value];
  return list.map((item, index) => ({ line: index + 1, value: item }));
}

/**
 * Finds the records in a CSV text whose first line names the columns.
 * @throws {SdkError} `registry-bad-format` when the first line does not name `ueid` and `public_key`, or the text is too large
 */
export function findCsvRecords(source: string): FoundRecord[] {
  checkSize(source);
  const { records, unclosedLine } = parseCsv(source);
  const header = records[0];
  const names = (header?.fields ?? []).map((name) =>
    columns.get(
      name
        .trim()
        .toLowerCase()
        .replace(/[\s_-]/g, ''),
    ),
  );
  if (header === undefined || !names.includes('ueid') || !names.includes('publicKey')) {
    const text = 'The first line must name the columns, at least `ueid` and `public_key`. Add it and import again.';
    throw new SdkError('registry-bad-format', text);
  }
  const found: FoundRecord[] = records.slice(1).map(({ line, fields }) => {
    if (fields.length > names.length) {
      const text = `This line has ${fields.length} fields, the first line names ${names.length}. Quote fields that hold the separator.`;
      return { line, value: undefined, error: new SdkError('registry-bad-record', text) };
    }
    const value: Record<string, unknown> = {};
    fields.forEach((field, index) => {
      const [group, name] = (names[index] ?? '').split('.') as [string, string | undefined];
      const plain = csvText(field);
      if (group === '' || plain === '') return;
      if (name === undefined) value[group] = plain;
      else
        (value[group] ??= {} as Record<string, unknown>) && ((value[group] as Record<string, unknown>)[name] = plain);
    });
    return { line, value };
  });
  if (unclosedLine !== undefined) {
    const error = new SdkError(
      'registry-bad-record',
      'A quote opened here is never closed; the rest of the file was not read.',
    );
    found.push({ line: unclosedLine, value: undefined, error });
  }
  return found;
}
