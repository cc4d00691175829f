/** Faults that strike a number of times and then are over. */
interface Counts {
  /** Wake-up pulses that it does not notice. */
  deafWakes: number;
  /** Wake-ups after which it reports that its self-test failed. */
  selfTestFailures: number;
  /** Transfers whose address it does not acknowledge although it is awake. */
  ignoredTransfers: number;
  /** Commands in which a bit changes on the way to the chip. */
  spoiltCommands: number;
  /** Answers in which a bit changes on the way to the instrument. */
  spoiltAnswers: number;
  /** Answers of which only the first half comes; the wire floats then. */
  cutAnswers: number;
}

/** What goes wrong between an ATECC608 and the instrument, or in the chip. */
export class ElementFaults implements Counts {
  deafWakes = 0;
  selfTestFailures = 0;
  ignoredTransfers = 0;
  spoiltCommands = 0;
  spoiltAnswers = 0;
  cutAnswers = 0;
  /** The chip is not there. Set at any moment, also while it works or is being read. */
  removed = false;
  /** Times the data sheet's execution times. */
  slowness = 1;
  /** Status codes that the next commands end with instead of being carried out. */
  readonly statuses: number[] = [];
  #spoilAt = -1;
  #cutAt = -1;
  #at = 0;

  /** Whether a fault strikes now; once less from then on. */
  use(name: keyof Counts): boolean {
    if (this[name] <= 0) return false;
    this[name]--;
    return true;
  }

  nextStatus(): number | undefined {
    return this.statuses.shift();
  }

  onCommand(packet: Uint8Array): Uint8Array {
    if (this.use('spoiltCommands')) packet[packet.length >> 1]! ^= 0x10;
    return packet;
  }

  /** An answer of which `length` bytes are left is about to be read. */
  beginAnswer(length: number): void {
    this.#at = 0;
    this.#spoilAt = length > 0 && this.use('spoiltAnswers') ? length >> 1 : -1;
    this.#cutAt = length > 0 && this.use('cutAnswers') ? length >> 1 : -1;
  }

  onAnswer(byte: number): number {
    const at = this.#at++;
    if (this.#cutAt >= 0 && at >= this.#cutAt) return 0xff;
    return at === this.#spoilAt ? byte ^ 0x04 : byte;
  }
}
