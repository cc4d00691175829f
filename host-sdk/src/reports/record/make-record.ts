import type { RecordInput } from './gather-record.js';
import { type InspectionRecord, type RecordContent, recordForm } from './inspection-record.js';
import { digestOf } from './read-record.js';

/** The record of what was gathered, for the office that will sign it. @param office key identifier, hex @param layout see `InspectionRecord` */
export function makeRecord(input: RecordInput, office: string, layout: string): RecordContent {
  const { language, number, madeAt, madeBy, instrument, key, frames, proof, challenge, judgementEntry, members } =
    input;
  const { ueid, serialNumber, maker, model, data, place, enrolledAt } = instrument;
  const { kid, assurance, status, certifiedBy, endsAt } = key;
  const record: InspectionRecord = {
    ...{ form: recordForm, layout, language, number, madeAt, madeBy: { ...madeBy }, office },
    instrument: { ueid, serialNumber, maker, model, data, enrolledAt, ...(place === undefined ? {} : { place }) },
    key: {
      ...{ kid, assurance, status, enrolledAt: key.enrolledAt },
      ...(certifiedBy === undefined ? {} : { certifiedBy }),
      ...(endsAt === undefined ? {} : { endsAt }),
    },
    frames,
    ...(challenge === undefined || proof?.time === undefined
      ? {}
      : { challenge: { frame: challenge, earliest: proof.time.earliest, latest: proof.time.latest } }),
    steps: (proof?.steps ?? []).map(({ step, verdict, code, text }) => ({ step, verdict, code, text })),
    ...(judgementEntry === undefined ? {} : { judgementEntry }),
    members: members.map(({ name, type, bytes }) => ({ name, type, size: bytes.length, sha256: digestOf(bytes) })),
  };
  return { record, members: new Map(members.map(({ name, bytes }) => [name, bytes])) };
}
