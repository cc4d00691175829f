import type { EmulationHost } from '../../src/index.js';

/** Two channels in quadrature, as a meter's pulser gives them: four edges a period, A leading B forwards. */
export class Pulser {
  #phase = 0;

  constructor(
    private readonly host: EmulationHost,
    private readonly pinA: number,
    private readonly pinB: number,
  ) {
    this.#show();
  }

  /** Edges, evenly spaced; negative: backwards. A millisecond goes by after the last, so that every sampler has seen it. */
  async turn(edges: number, rate: number): Promise<void> {
    const { clock } = this.host;
    const start = clock.now();
    for (let i = 1; i <= Math.abs(edges); i++) {
      clock.setTimer(start + (i * 1000) / rate, () => this.step(Math.sign(edges)));
    }
    await this.host.run((Math.abs(edges) * 1000) / rate + 1);
  }

  /** One edge now; 2: both channels at once, as a loose disc or interference does it. */
  step(by: number): void {
    this.#phase += by;
    this.#show();
  }

  #show(): void {
    const phase = ((this.#phase % 4) + 4) % 4;
    this.host.pins.drive(this.pinA, phase === 1 || phase === 2 ? 1 : 0);
    this.host.pins.drive(this.pinB, phase >= 2 ? 1 : 0);
  }
}
