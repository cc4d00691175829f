import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { describeHx711, describeInjection } from '@hengzhun/firmware';
import { openStore } from '@hengzhun/host-sdk';
import { ToolError } from '../../errors.js';
import { exitCode } from '../../exit-codes.js';
import { fileError, writeWhole } from '../../files.js';
import { type MadeInstrument, makeInstrument, type ScaleOrder } from '../../provision/make-instrument.js';
import { publicJwk } from '../../provision/public-jwk.js';
import { makerKeyOf, masterKeyOf } from '../../provision/secret-files.js';
import { storeFile } from '../../station/data-folder.js';
import { className, formatMass } from '../option-values.js';
import type { Output } from '../output.js';

export interface ProvisionOptions {
  readonly out: string;
  readonly serial: string;
  readonly maker: string;
  readonly model: string;
  readonly typeApproval: string;
  readonly class: number;
  readonly max: number;
  readonly e: number;
  readonly interval: number;
  readonly driver: 'hx711' | 'injection';
  readonly dataPin: string;
  readonly clockPin: string;
  readonly portPath: string;
  readonly driverPath: string;
  readonly zeroCounts: number;
  readonly countsPerE: number;
  readonly makerKey: string;
  readonly masterKey: string;
  readonly data: string;
  readonly enrol: boolean;
}

const longestInterval = 86_400_000;

export async function provision(output: Output, options: ProvisionOptions): Promise<number> {
  const { interval } = options;
  if (interval < 1000 || interval > longestInterval) {
    throw new ToolError(
      'tool-bad-number',
      { value: interval / 1000, option: '--interval', low: 1, high: 86_400 },
      exitCode.usage,
    );
  }
  // Keys are never overwritten, so the folder must not be there: checked before anything is made.
  if (existsSync(options.out)) throw new ToolError('tool-secret-exists', { path: options.out });
  const maker = makerKeyOf(options.makerKey);
  const masterKey = masterKeyOf(options.masterKey);
  const made = makeInstrument(orderOf(options), maker.key, masterKey);
  writeFiles(options.out, made);
  let enrolled = false;
  if (options.enrol) {
    try {
      mkdirSync(options.data, { recursive: true });
    } catch (cause) {
      throw fileError(options.data, cause, 'write');
    }
    const store = await openStore(path.join(options.data, storeFile));
    try {
      await store.registry.trustMaker(options.maker, publicJwk(maker.key));
      await store.registry.enrol(made.record);
      enrolled = true;
    } finally {
      await store.close();
    }
  }
  show(output, options, made, maker.made, enrolled);
  return exitCode.ok;
}

function orderOf(options: ProvisionOptions): ScaleOrder {
  return {
    serialNumber: options.serial,
    maker: options.maker,
    model: options.model,
    typeApproval: options.typeApproval,
    accuracyClass: options.class,
    maximum: options.max,
    verificationInterval: options.e,
    reportingInterval: Math.round(options.interval / 1000),
    samplePeriodMs: options.driver === 'hx711' ? 100 : 1000,
    zeroCounts: options.zeroCounts,
    countsPerE: options.countsPerE,
    driver:
      options.driver === 'hx711'
        ? describeHx711({ dataPin: options.dataPin, clockPin: options.clockPin })
        : describeInjection({ path: options.driverPath }),
    protocolPath: options.portPath,
  };
}

function writeFiles(folder: string, made: MadeInstrument): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw fileError(folder, cause, 'write');
  }
  writeWhole(path.join(folder, 'hz.cfg'), made.configuration, { mode: 0o600 });
  writeWhole(path.join(folder, 'certificate.cwt'), made.certificate);
  writeWhole(path.join(folder, 'enrolment.json'), `${JSON.stringify(made.record, null, 2)}\n`);
}

function show(
  output: Output,
  options: ProvisionOptions,
  made: MadeInstrument,
  makerKeyMade: boolean,
  enrolled: boolean,
): void {
  output.object({
    type: 'provisioned',
    out: options.out,
    serialNumber: options.serial,
    ueid: made.ueid,
    kid: made.kid,
    minimumCapacity: made.minimum,
    makerKeyMade,
    enrolled: enrolled ? options.data : null,
  });
  const capacity = [options.max, made.minimum, options.e].map(formatMass).join(' / ');
  output.line(output.text('provision.made', { serial: options.serial, folder: options.out }));
  output.line(
    output.table(
      [],
      [
        [output.text('provision.ueid'), made.ueid],
        [output.text('provision.kid'), made.kid],
        [output.text('provision.class'), className(options.class)],
        [output.text('provision.capacity'), capacity],
        [output.text('provision.assurance'), output.text('provision.assurance.low')],
      ],
    ),
  );
  for (const file of ['configuration', 'record', 'certificate'] as const) {
    output.line(`  ${output.text(`provision.file.${file}`)}`);
  }
  if (makerKeyMade)
    output.line(output.paint('yellow', output.text('provision.maker-key-made', { path: options.makerKey })));
  output.line(
    enrolled ? output.text('provision.enrolled', { data: options.data }) : output.text('provision.not-enrolled'),
  );
}
