import type { DriverRecord } from '../../../firmware/src/drivers/records.js';
import { createEmulationHost, type EmulationHost, type EmulationOptions } from '../../src/index.js';
import { scriptOf } from './bundles.js';

export type Call = [name: string, ...values: unknown[]];

/** An emulated board with the compiled inputs of a scale or dispenser, and nothing else of the instrument. */
export interface InputsRig {
  host: EmulationHost;
  /** What the sink got, by name or all, since the last call of `forget`. */
  got(name?: string): Call[];
  forget(): void;
  wish(span: number): void;
}

const FEATURES = {
  cells: true,
  shunt: true,
  hx711: true,
  bridge: true,
  qdecCounter: true,
  timerCounter: true,
  watchCounter: true,
  encoderLink: true,
};

/** Code of an entry in `test/firmware`, with every driver in it. */
export async function inputsCode(entry: string): Promise<string> {
  return (await scriptOf(new URL(`../firmware/${entry}`, import.meta.url), { features: FEATURES })).code;
}

/** Starts the board with these records. `before` puts chips and switches on it. */
export async function startInputs(
  entry: string,
  records: readonly DriverRecord[],
  period: number,
  before: (host: EmulationHost) => void = () => {},
  options: Partial<EmulationOptions> = {},
): Promise<InputsRig> {
  const host = createEmulationHost({ bundle: await inputsCode(entry), ...options });
  before(host);
  await host.start();
  const list = records.map(({ kind, numbers, texts }) => [kind, numbers, texts]);
  host.evaluate(`E.inputsStart(${JSON.stringify(list)},${period})`);
  return {
    host,
    got: (name) =>
      (JSON.parse(host.evaluate('JSON.stringify(E.inputsGot)') as string) as Call[]).filter(
        (call) => name === undefined || call[0] === name,
      ),
    forget: () => host.evaluate('E.inputsGot.length=0'),
    wish: (span) => host.evaluate(`E.inputsWish=${span}`),
  };
}
