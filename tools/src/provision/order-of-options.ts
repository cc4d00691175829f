import { type DriverRecord, describeHx711, describeInjection } from '@hengzhun/firmware';
import { type BoardProfile, readProfile, type SignerKind } from '@hengzhun/firmware/build';
import { minimumCapacity } from '../cli/scale-class.js';
import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';
import type { InstrumentOrder, NozzleOrder } from './orders.js';
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
 * The order of an instrument.
 * @throws {ToolError} `tool-bad-number`, `tool-bad-scale`, `tool-nozzles-missing`, `tool-wiring-missing`, `tool-wiring-bad`; {BundleError} `bundle-unknown-board`
 */
export function orderOfOptions(options: OrderOptions): InstrumentOrder {
  const { interval, kind } = options;
  if (interval < 1000 || interval > longestInterval) {
    const values = { value: interval / 1000, option: '--interval', low: 1, high: 86_400 };
    throw new ToolError('tool-bad-number', values, exitCode.usage);
  }
  const profile = options.board === undefined ? undefined : readProfile(options.board);
  const element = (options.signer ?? profile?.signers[0]) === 'element';
  const common = {
    serialNumber: options.serial,
    maker: options.maker,
    model: options.model,
    typeApproval: options.typeApproval,
    reportingInterval: Math.round(interval / 1000),
    drivers: driversOf(options, profile, element),
    protocolPath: options.portPath,
    assurance: element ? ('secure-element' as const) : ('low' as const),
    ...(options.place === undefined ? {} : { place: { region: options.region, name: options.place } }),
  };
  if (kind === 'dispenser') {
    if (options.nozzle.length < 1 || options.nozzle.length > mostNozzles) {
      throw new ToolError('tool-nozzles-missing', { most: mostNozzles }, exitCode.usage);
    }
    return { ...common, kind, nozzles: options.nozzle, encoders: options.encoders, fitted: fittedBy(common.drivers) };
  }
  // A mistake of the order is found before a board is taken in hand.
  minimumCapacity(options.class, options.max, options.e);
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

function driversOf(options: OrderOptions, profile: BoardProfile | undefined, element: boolean): DriverRecord[] {
  if (options.wiring !== undefined) return readWiring(options.wiring);
  if (options.driver === 'injection') return [describeInjection({ path: options.driverPath })];
  const { kind, dataPin, clockPin } = options;
  if (kind === 'scale' && dataPin !== undefined && clockPin !== undefined) {
    return [describeHx711({ dataPin, clockPin }), ...proposedWiring(kind, profile, element).slice(1)];
  }
  const drivers = proposedWiring(kind, profile, element);
  if (drivers.length === 0) throw new ToolError('tool-wiring-missing', {}, exitCode.usage);
  return drivers;
}
