import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { EnrolmentRecord } from '@hengzhun/host-sdk';
import { ToolError } from '../../errors.js';
import { exitCode } from '../../exit-codes.js';
import { fileError, writeWhole } from '../../files.js';
import { enrolRecord } from '../../provision/enrol-record.js';
import { makeInstrument } from '../../provision/make-instrument.js';
import { type KeyFiles, type LineKeys, makersKeys } from '../../provision/makers-keys.js';
import { checkOptions, type OrderOptions, orderOfOptions } from '../../provision/order-of-options.js';
import { storePlace } from '../../stores/store-place.js';
import { bear, type LineOptions } from '../bear.js';
import type { Output } from '../output.js';
import { showProvisioned } from '../show-provisioned.js';

/** What the command line knows of one instrument and of the line that makes it. */
export interface ProvisionOptions extends Omit<OrderOptions, 'serial'>, KeyFiles, LineOptions {
  readonly serial?: string;
  readonly out?: string;
  readonly injectKey: boolean;
  readonly batch?: string;
  readonly report?: string;
  readonly wait?: number;
}

/** Makes one instrument, or with `--batch` many. */
export async function provision(output: Output, options: ProvisionOptions, ports: readonly string[]): Promise<number> {
  if (options.batch !== undefined) {
    return (await import('./provision-batch.js')).provisionBatch(output, options, options.batch, ports);
  }
  if (options.injectKey) return injected(output, options);
  const [port] = ports;
  if (port === undefined || ports.length > 1) throw new ToolError('tool-provision-how', {}, exitCode.usage);
  return born(output, options, port);
}

/** An instrument whose key is born on it. */
export async function born(output: Output, options: ProvisionOptions, port: string): Promise<number> {
  const order = { ...options, serial: serialOf(options) };
  checkOptions(order);
  if (options.out !== undefined) refuseExisting(options.out);
  const keys = makersKeys(options);
  const ending = new AbortController();
  const interrupt = () => ending.abort();
  process.on('SIGINT', interrupt);
  let record: EnrolmentRecord;
  try {
    record = await bear(output, order, keys, options, port, ending.signal);
  } finally {
    process.off('SIGINT', interrupt);
  }
  await finish(output, options, keys, record);
  return exitCode.ok;
}

/** An instrument whose key the host makes, for rigs: nothing but files. */
async function injected(output: Output, options: ProvisionOptions): Promise<number> {
  const { out } = options;
  if (out === undefined) throw new ToolError('tool-missing-option', { what: '--out' }, exitCode.usage);
  const order = orderOfOptions({ ...options, serial: serialOf(options) });
  // Keys are never overwritten, so the folder must not be there: checked before anything is made.
  refuseExisting(out);
  const keys = makersKeys(options);
  const made = makeInstrument({ ...order, assurance: 'low' }, keys.maker, keys.masters);
  makeFolder(out);
  writeWhole(path.join(out, 'hz.cfg'), made.configuration, { mode: 0o600 });
  await finish(output, options, keys, made.record);
  return exitCode.ok;
}

/** Writes what anyone may know, enrols, and shows it. */
async function finish(
  output: Output,
  options: ProvisionOptions,
  keys: LineKeys,
  record: EnrolmentRecord,
): Promise<void> {
  const { out } = options;
  if (out !== undefined) {
    makeFolder(out);
    writeWhole(path.join(out, 'certificate.cwt'), Buffer.from(record.certificate ?? '', 'hex'));
    writeWhole(path.join(out, 'enrolment.json'), `${JSON.stringify(record, null, 2)}\n`);
  }
  if (options.enrol) await enrolRecord(options.data, options.maker, keys.maker, record);
  showProvisioned(output, record, {
    out,
    injected: options.injectKey,
    makerKeyMade: keys.makerMade ? options.makerKey : undefined,
    enrolled: options.enrol ? storePlace(options.data).shown : undefined,
  });
}

function serialOf(options: ProvisionOptions): string {
  if (options.serial === undefined) throw new ToolError('tool-missing-option', { what: '--serial' }, exitCode.usage);
  return options.serial;
}

function refuseExisting(folder: string): void {
  if (existsSync(folder)) throw new ToolError('tool-secret-exists', { path: folder });
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw fileError(folder, cause, 'write');
  }
}
