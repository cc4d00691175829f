import type { EnrolmentRecord } from '@hengzhun/host-sdk';
import { importPublicKey, keyIdentifier, type PublicJwk } from '@hengzhun/protocol';
import { className, formatMass } from './option-values.js';
import type { Output } from './output.js';
import { pairLines } from './pair-lines.js';

/** How an instrument was made, and where what is known of it went. */
export interface Provisioned {
  readonly out: string | undefined;
  readonly injected: boolean;
  /** File of a maker's key that was made now. */
  readonly makerKeyMade: string | undefined;
  /** Data folder of the register. */
  readonly enrolled: string | undefined;
}

/** Key identifier of a record, in hexadecimal. */
export function kidOf(record: EnrolmentRecord): string {
  return Buffer.from(keyIdentifier(importPublicKey(record.publicKey as PublicJwk))).toString('hex');
}

/** Shows an instrument that was made: never a secret. */
export function showProvisioned(output: Output, record: EnrolmentRecord, how: Provisioned): void {
  const kid = kidOf(record);
  const { serialNumber = '', ueid, data = {}, assurance = 'low' } = record;
  output.object({
    type: 'provisioned',
    out: how.out ?? null,
    serialNumber,
    ueid,
    kid,
    assurance,
    keyBorn: how.injected ? 'host' : 'instrument',
    minimumCapacity: data.minimumCapacity,
    makerKeyMade: how.makerKeyMade !== undefined,
    enrolled: how.enrolled ?? null,
  });
  output.line(output.text('provision.done', { serial: serialNumber }));
  const rows: [string, string][] = [
    [output.text('provision.ueid'), ueid],
    [output.text('provision.kid'), kid],
    [output.text('provision.key'), output.text(how.injected ? 'provision.key.injected' : 'provision.key.born')],
    [output.text('provision.assurance'), output.text(`provision.assurance.${assurance}`)],
  ];
  if (data.accuracyClass !== undefined) {
    const masses = [data.maximumCapacity, data.minimumCapacity, data.verificationInterval];
    rows.push([output.text('provision.class'), className(data.accuracyClass)]);
    rows.push([output.text('provision.capacity'), masses.map((mass) => formatMass(mass ?? 0)).join(' / ')]);
  }
  data.nozzles?.forEach((nozzle, index) => {
    rows.push([output.text('provision.nozzle', { index }), nozzleText(output, nozzle)]);
  });
  for (const line of pairLines(rows)) output.line(line);
  if (how.out !== undefined) {
    output.line(output.text('provision.files', { folder: how.out }));
    if (how.injected) output.line(`  ${output.text('provision.file.configuration')}`);
    for (const file of ['record', 'certificate'] as const) output.line(`  ${output.text(`provision.file.${file}`)}`);
  }
  if (how.makerKeyMade !== undefined) {
    output.line(output.paint('yellow', output.text('provision.maker-key-made', { path: how.makerKeyMade })));
  }
  output.line(
    how.enrolled === undefined
      ? output.text('provision.not-enrolled')
      : output.text('provision.enrolled', { data: how.enrolled }),
  );
}

/** One nozzle in a line: fuel, flows, K factor. */
export function nozzleText(
  output: Output,
  nozzle: { fuel: string; minimumFlow: number; maximumFlow: number; minimumQuantity: number; pulses: number },
): string {
  return output.text('provision.nozzle-data', {
    fuel: nozzle.fuel,
    low: nozzle.minimumFlow / 1000,
    high: nozzle.maximumFlow / 1000,
    least: nozzle.minimumQuantity / 1000,
    pulses: nozzle.pulses / 100,
  });
}
