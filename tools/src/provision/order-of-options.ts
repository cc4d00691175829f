import { type DriverRecord, describeHx711, describeInjection } from '@hengzhun/firmware';
import { type BoardProfile, readProfile, type SignerKind } from '@hengzhun/firmware/boards';
import { minimumCapacity } from '../cli/scale-class.js';
import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';
import { findElement, proposedElement } from './element/element-of.js';
import type { InstrumentOrder, NozzleOrder } from './orders.js';
import { refusePinTwice } from './pin-twice.js';
import { refuseUnsupported } from './refuse-unsupported.js';
import { fittedBy, proposedWiring, readWiring } from './wiring.js';

/** What the command line, or a line of a batch, says about an instrument. Masses in mg, the interval in ms. */
export interface OrderOptions {
  readonly kind: 'scale' | 'dispenser';
  readonly serial: string;
  readonly maker: string;
  readonly model: string;
  readonly typeApproval: string;
  readonly interval: number;
  readonly board?: string;
  readonly signer?: SignerKind;
  readonly driver?: 'hx711' | 'injection';
  readonly wiring?: string;
  readonly dataPin?: string;
  readonly clockPin?: string;
  readonly portPath: string;
  readonly driverPath: string;
  readonly region: string;
  readonly place?: string;
  readonly class: number;
  readonly max: number;
  readonly e: number;
  readonly zeroCounts: number;
  readonly countsPerE: number;
  readonly nozzle: readonly NozzleOrder[];
  readonly encoders: boolean;
}

const longestInterval = 86_400_000;
const mostNozzles = 4;

/**
 * Finds the mistakes of an order before a board is taken in hand; those of its wiring only as far as they do not depend on the board.
 * @throws {ToolError} as `orderOfOptions`
 */
export function checkOptions(options: OrderOptions): void {
  const { interval, kind, nozzle } = options;
  if (interval < 1000 || interval > longestInterval) {
    const values = { value: interval / 1000, option: '--interval', low: 1, high: 86_400 };
    throw new ToolError('tool-bad-number', values, exitCode.usage);
  }
  if (kind === 'scale') minimumCapacity(options.class, options.max, options.e);
  else if (nozzle.length < 1 || nozzle.length > mostNozzles) {
    throw new ToolError('tool-nozzles-missing', { most: mostNozzles }, exitCode.usage);
  }
  if (options.board !== undefined || options.wiring !== undefined || options.driver === 'injection') {
    wiringOf(options, options.board === undefined ? undefined : readProfile(options.board));
  }
}

/**
 * The order of an instrument.
 * @throws {ToolError} `tool-bad-number`, `tool-bad-scale`, `tool-nozzles-missing`, `tool-wiring-missing`, `tool-wiring-bad`,
 *   `tool-pin-twice`, `tool-driver-missing`, `tool-element-software`; {BundleError} `bundle-unknown-board`
 */
export function orderOfOptions(options: OrderOptions): InstrumentOrder {
  checkOptions(options);
  const profile = options.board === undefined ? undefined : readProfile(options.board);
  const { drivers, element } = wiringOf(options, profile);
  const common = {
    serialNumber: options.serial,
    maker: options.maker,
    model: options.model,
    typeApproval: options.typeApproval,
    reportingInterval: Math.round(options.interval / 1000),
    drivers,
    protocolPath: options.portPath,
    assurance: element ? ('secure-element' as const) : ('low' as const),
    ...(options.place === undefined ? {} : { place: { region: options.region, name: options.place } }),
  };
  if (options.kind === 'dispenser') {
    const { nozzle: nozzles, encoders } = options;
    return { ...common, kind: 'dispenser', nozzles, encoders, fitted: fittedBy(drivers) };
  }
  return {
    ...common,
    accuracyClass: options.class,
    maximum: options.max,
    verificationInterval: options.e,
    samplePeriodMs: options.driver === 'injection' ? 1000 : 100,
    zeroCounts: options.zeroCounts,
    countsPerE: options.countsPerE,
  };
}

/** What hangs on which pin, and whether a secure element signs: as `--signer` says, or a wiring that names one, or the board's profile. */
function wiringOf(
  options: OrderOptions,
  profile: BoardProfile | undefined,
): { drivers: DriverRecord[]; element: boolean } {
  const drivers = driversOf(options, profile, (options.signer ?? profile?.signers[0]) === 'element');
  const named = findElement(drivers) !== undefined;
  if (named && options.signer === 'software') throw new ToolError('tool-element-software', {}, exitCode.usage);
  refusePinTwice(drivers);
  if (profile) refuseUnsupported(drivers, profile);
  return { drivers, element: named || (options.signer ?? profile?.signers[0]) === 'element' };
}

function driversOf(options: OrderOptions, profile: BoardProfile | undefined, element: boolean): DriverRecord[] {
  if (options.wiring !== undefined) return readWiring(options.wiring);
  const { kind, dataPin, clockPin } = options;
  const proposed = element ? proposedElement(profile) : undefined;
  if (options.driver === 'injection') {
    return [describeInjection({ path: options.driverPath }), ...(proposed ? [proposed] : [])];
  }
  if (kind === 'scale' && dataPin !== undefined && clockPin !== undefined) {
    return [describeHx711({ dataPin, clockPin }), ...proposedWiring(kind, profile, element).slice(1)];
  }
  const drivers = proposedWiring(kind, profile, element);
  if (drivers.length === 0) throw new ToolError('tool-wiring-missing', {}, exitCode.usage);
  return drivers;
}
