import { Atecc608, blankChip, type ChipState, createEmulationHost, type EmulationHost } from '../../src/index.js';
import { scriptOf } from './bundles.js';

export const ELEMENT_ADDRESS = 0x60;

/** A script of the element's driver, minified as in a product, for a bundle without software signer. */
export async function elementScript(name: 'rig' | 'provision'): Promise<string> {
  const entry = new URL(`../../../firmware/src/element/${name}.ts`, import.meta.url);
  return (await scriptOf(entry, { signer: 'element' })).code;
}

/** An emulated board whose I2C1 has an ATECC608, with a script of the driver in its flash. */
export class ElementRig {
  private constructor(
    readonly host: EmulationHost,
    public chip: Atecc608,
    readonly bus: string,
  ) {}

  static async start(
    script: 'rig' | 'provision',
    { state, bus = 'I2C1' }: { state?: ChipState; bus?: 'I2C1' | 'D3/D4' } = {},
  ): Promise<ElementRig> {
    const host = createEmulationHost({ bundle: await elementScript(script) });
    const chip = new Atecc608({ now: () => host.clock.now(), state: state ?? blankChip() });
    host.i2c.attach(ELEMENT_ADDRESS, chip, bus);
    await host.start();
    return new ElementRig(host, chip, bus);
  }

  /** Takes the chip off and puts another one there. */
  exchange(state: ChipState): Atecc608 {
    this.chip = new Atecc608({ now: () => this.host.clock.now(), state });
    this.host.i2c.attach(ELEMENT_ADDRESS, this.chip, this.bus);
    return this.chip;
  }

  evaluate(code: string): unknown {
    return this.host.evaluate(code);
  }

  /** Arguments that open the bus, for the script's functions. */
  get wiring(): string {
    return `${this.bus === 'I2C1' ? 1 : 0}, 'D3', 'D4', ${ELEMENT_ADDRESS}`;
  }

  /** Lines with this first word that were printed since `from`. */
  lines(word: string, from = 0): string[][] {
    return this.host.console
      .slice(from)
      .filter((line) => line.startsWith(`${word} `))
      .map((line) => line.split(' ').slice(1));
  }

  /** Lets time pass with the background work of every second; in steps, so that what waits has its turn. */
  async run(seconds: number): Promise<void> {
    for (let i = 0; i < seconds; i++) {
      this.evaluate('rigStep()');
      await this.host.run(1000);
    }
  }

  /** Does one job and gives its answers, or undefined when it failed. */
  async job(steps: readonly string[]): Promise<string[] | undefined> {
    const list = steps.map((step) => Buffer.from(step, 'latin1').toString('hex')).join(',');
    this.evaluate(`elementJob(${this.wiring}, '${list}')`);
    for (let waited = 0; waited < 10_000; waited += 50) {
      await this.host.run(50);
      const answer = this.evaluate('elementAnswer') as string;
      if (answer === 'failed') return undefined;
      if (answer !== '') return answer.split(',').map((hex) => Buffer.from(hex, 'hex').toString('latin1'));
    }
    throw new Error('the job did not end');
  }
}
