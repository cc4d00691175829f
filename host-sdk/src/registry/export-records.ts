import { toHex } from '../bytes.js';
import { csvLine } from './csv.js';
import { toJwk } from './public-key.js';
import { writeNozzles } from './read-nozzles.js';
import type { EnrolledKey, EnrolmentRecord, Instrument } from './records.js';

/** The record that enrols an instrument with its active key, or with its last one where none is active. */
function recordOf(instrument: Instrument): EnrolmentRecord | undefined {
  const { keys, data, place } = instrument;
  const key: EnrolledKey | undefined = keys.find(({ status }) => status === 'active') ?? keys[keys.length - 1];
  if (key === undefined) return undefined;
  const { serialNumber, maker, model, ueid } = instrument;
  return {
    ueid,
    publicKey: { ...toJwk(key) },
    serialNumber,
    maker,
    model,
    ...(key.certificate === undefined ? {} : { certificate: toHex(key.certificate) }),
    assurance: key.assurance,
    data,
    ...(place === undefined ? {} : { place }),
  };
}

/** All instruments as JSON, in the form that `importJson` takes. Holds public keys only. */
export function exportJsonRecords(instruments: readonly Instrument[]): string {
  const records = instruments.map(recordOf).filter((record) => record !== undefined);
  return `${JSON.stringify({ instruments: records }, null, 2)}\n`;
}

const integers = [
  ['instrument_kind', 'instrumentKind'],
  ['accuracy_class', 'accuracyClass'],
  ['maximum_capacity', 'maximumCapacity'],
  ['minimum_capacity', 'minimumCapacity'],
  ['verification_interval', 'verificationInterval'],
  ['scale_interval', 'scaleInterval'],
  ['reporting_interval', 'reportingInterval'],
] as const;

const columns = [
  ...['ueid', 'public_key', 'serial_number', 'maker', 'model', 'certificate', 'assurance', 'region', 'place'],
  ...integers.map(([column]) => column),
  ...['type_approval', 'batch', 'manufactured', 'trader', 'observed_channels', 'nozzles'],
];

/** All instruments as CSV (RFC 4180), in the form that `importCsv` takes. Holds public keys only. */
export function exportCsvRecords(instruments: readonly Instrument[]): string {
  const lines = [columns.join(',')];
  for (const instrument of instruments) {
    const record = recordOf(instrument);
    const key = instrument.keys.find(({ kid }) => kid === (record?.publicKey as { kid?: string } | undefined)?.kid);
    if (record === undefined || key === undefined) continue;
    const data = record.data ?? {};
    const fields = [
      record.ueid,
      toHex(key.point),
      record.serialNumber ?? '',
      record.maker ?? '',
      record.model ?? '',
      record.certificate ?? '',
      record.assurance ?? '',
      record.place?.region ?? '',
      record.place?.name ?? '',
      ...integers.map(([, name]) => data[name] ?? ''),
      data.typeApproval ?? '',
      data.batch ?? '',
      data.manufactured ?? '',
      data.trader ?? '',
      (data.observedChannels ?? []).join(' '),
      data.nozzles === undefined ? '' : writeNozzles(data.nozzles),
    ];
    lines.push(csvLine(fields));
  }
  return `${lines.join('\r\n')}\r\n`;
}
