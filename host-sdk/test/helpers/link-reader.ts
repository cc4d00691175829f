import type { Link, LinkEvent } from '../../src/links/link.js';
import { within } from './socat.js';

/** Reads a link in the background and lets a test wait for events. */
export class LinkReader {
  readonly events: LinkEvent[] = [];
  readonly ended: Promise<void>;
  #wake: () => void = () => {};

  constructor(readonly link: Link) {
    this.ended = this.#read();
  }

  async #read(): Promise<void> {
    for await (const event of this.link) {
      this.events.push(event);
      this.#wake();
    }
    this.#wake();
  }

  /** The next event of this type that was not handed out before; fails when none comes in time. */
  next<T extends LinkEvent['type']>(type: T): Promise<Extract<LinkEvent, { type: T }>> {
    return within(
      this.#next(type),
      () => `the event ${type} of the link; it had ${this.events.map((event) => event.type).join(', ') || 'no event'}`,
    );
  }

  async #next<T extends LinkEvent['type']>(type: T): Promise<Extract<LinkEvent, { type: T }>> {
    for (;;) {
      const index = this.events.findIndex((event) => event.type === type && !this.#taken.has(event));
      const event = this.events[index];
      if (event !== undefined) {
        this.#taken.add(event);
        return event as Extract<LinkEvent, { type: T }>;
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
  readonly #taken = new Set<LinkEvent>();
}
