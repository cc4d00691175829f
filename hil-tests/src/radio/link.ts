import type { Controller } from './controller.js';
import {
  CONNECTION_TIMEOUT,
  FAILED_TO_ESTABLISH,
  SUCCESS,
  TERMINATED_BY_LOCAL_HOST,
  UNSUPPORTED_REMOTE_FEATURE,
} from './hci-constants.js';
import { connectionComplete, connectionUpdateComplete, type DeviceAddress, type LinkParameters } from './hci-events.js';
import { LinkEnd, packetTime } from './link-end.js';

const INTERVAL_UNIT_MS = 1.25;
const TIMEOUT_UNIT_MS = 10;
/** Inter frame space (Vol 6 Part B, 4.1.1), ms. */
const FRAME_SPACE_MS = 0.15;
/** Events in which the first packet must arrive (4.5.2), and until a procedure's instant (5.1.1). */
const EVENTS_TO_ESTABLISH = 6;
const EVENTS_TO_INSTANT = 6;

/**
 * A connection: an event every interval, in which the two sides take turns until neither has more or one missed the
 * other (Vol 6 Part B, 4.5). What was missed is sent again in the next event. All moments are those planned, not those
 * at which a busy process came round to them: a slow computer makes no supervision time-out.
 */
export class Link {
  readonly central: LinkEnd;
  readonly peripheral: LinkEnd;
  #events = 0;
  /** Events that the peripheral stayed away from, one after the other. */
  #skipped = 0;
  #update: { parameters: LinkParameters; event: number } | undefined;

  constructor(
    central: Controller,
    peripheral: Controller,
    peripheralAddress: DeviceAddress,
    public parameters: LinkParameters,
    /** Whether the advertiser heard that it is connected. */
    private readonly arrived: boolean,
  ) {
    this.central = new LinkEnd(this, central, 'central', central.newHandle(), peripheralAddress);
    this.peripheral = new LinkEnd(this, peripheral, 'peripheral', peripheral.newHandle(), central.addressOf(false));
    this.central.peer = this.peripheral;
    this.peripheral.peer = this.central;
  }

  get #ends(): [LinkEnd, LinkEnd] {
    return [this.central, this.peripheral];
  }

  get interval(): number {
    return this.parameters.interval * INTERVAL_UNIT_MS;
  }

  begin(at: number): void {
    const { air } = this.central.controller;
    air.counts.connections++;
    this.peripheral.open = this.arrived && this.peripheral.controller.powered;
    for (const end of this.#ends) {
      end.lastHeard = at;
      if (!end.open) continue;
      end.controller.links.set(end.handle, end);
      end.controller.sendLe(connectionComplete(SUCCESS, end.handle, end.role, end.peerAddress, this.parameters));
    }
    // Transmit window delay and offset (4.5.3).
    this.#plan(at + INTERVAL_UNIT_MS + this.interval);
  }

  /** Asks for other parameters (5.1.1 by the central, 5.1.7 by the peripheral). */
  requestUpdate(by: LinkEnd, parameters: LinkParameters): void {
    const indicate = (central: LinkEnd): void =>
      central.control(12, () => {
        this.#update = { parameters, event: this.#events + EVENTS_TO_INSTANT + this.parameters.latency };
      });
    if (by.role === 'central') {
      indicate(by);
      return;
    }
    by.control(24, (central) => {
      if (central.controller.takesParameterRequests) {
        indicate(central);
        return;
      }
      central.control(2, (peripheral) =>
        peripheral.controller.sendLe(
          connectionUpdateComplete(UNSUPPORTED_REMOTE_FEATURE, peripheral.handle, this.parameters),
        ),
      );
    });
  }

  #plan(at: number): void {
    this.central.controller.air.at(at, () => this.#event(at));
  }

  #event(at: number): void {
    this.#events++;
    if (this.#update?.event === this.#events) this.#applyUpdate();
    for (const end of this.#ends) this.#supervise(end, at);
    if (!this.central.open && !this.peripheral.open) return;
    this.#plan(at + this.interval);
    if (!this.central.open) return;
    const limit = Math.min(
      this.interval - FRAME_SPACE_MS,
      this.central.controller.eventLength,
      this.peripheral.controller.eventLength,
    );
    this.#exchange(at, at + limit);
  }

  #supervise(end: LinkEnd, now: number): void {
    if (!end.open) return;
    const silence = now - end.lastHeard;
    if (!end.established) {
      if (silence > (EVENTS_TO_ESTABLISH + 1) * this.interval) end.close(FAILED_TO_ESTABLISH);
    } else if (silence > this.parameters.timeout * TIMEOUT_UNIT_MS) {
      end.close(end.terminating ? TERMINATED_BY_LOCAL_HOST : CONNECTION_TIMEOUT);
    }
  }

  /** One packet of the central and the answer of the peripheral. */
  #exchange(at: number, limit: number): void {
    const { central, peripheral } = this;
    const asked = central.frame();
    const askedTime = packetTime(asked.packet);
    // Whoever said goodbye has confirmed it with this packet.
    const ends = central.closing;
    central.controller.busy(at, at + askedTime);
    const away = peripheral.waiting === 0 && peripheral.established && this.#skipped < this.parameters.latency;
    this.#skipped = away ? this.#skipped + 1 : 0;
    if (away || !peripheral.open || !this.#arrives(central, peripheral)) {
      if (ends !== undefined) central.close(ends);
      return;
    }
    const quiet = asked.packet.kind === 'empty' && peripheral.waiting === 0;
    if (quiet) this.#answer(asked, at, askedTime, ends, limit);
    else central.controller.air.at(at + askedTime, () => this.#answer(asked, at, askedTime, ends, limit));
  }

  #answer(
    asked: ReturnType<LinkEnd['frame']>,
    at: number,
    askedTime: number,
    ends: number | undefined,
    limit: number,
  ): void {
    const { central, peripheral } = this;
    if (!peripheral.open) return;
    peripheral.hear(asked, at + askedTime);
    if (ends !== undefined) central.close(ends);
    if (!peripheral.open) return;
    const answer = peripheral.frame();
    const answered = at + askedTime + FRAME_SPACE_MS + packetTime(answer.packet);
    peripheral.controller.busy(at, answered);
    const goodbye = peripheral.closing;
    if (goodbye !== undefined) peripheral.close(goodbye);
    const heard = central.open && this.#arrives(peripheral, central);
    if (!heard) return;
    central.controller.busy(at, answered);
    if (answer.packet.kind === 'empty') this.#end(answer, answered, limit);
    else central.controller.air.at(answered, () => this.#end(answer, answered, limit));
  }

  #end(answer: ReturnType<LinkEnd['frame']>, at: number, limit: number): void {
    const { central } = this;
    if (!central.open) return;
    central.hear(answer, at);
    // A goodbye is confirmed in the same event; so is what was just heard, if either side has more.
    const more = central.open && (central.waiting > 0 || answer.more || central.closing !== undefined);
    const next = at + FRAME_SPACE_MS;
    const fits = next + central.nextTime() + FRAME_SPACE_MS + this.peripheral.nextTime() <= limit;
    if (more && fits) central.controller.air.at(next, () => this.#exchange(next, limit));
  }

  #arrives(from: LinkEnd, to: LinkEnd): boolean {
    const { air } = from.controller;
    air.counts.linkPackets++;
    const lost = !to.controller.powered || air.isLost(air.receivedPower(from.controller, to.controller), 'link');
    if (lost) air.counts.linkPacketsLost++;
    return !lost;
  }

  #applyUpdate(): void {
    this.parameters = this.#update!.parameters;
    this.#update = undefined;
    for (const end of this.#ends) {
      if (end.open) end.controller.sendLe(connectionUpdateComplete(SUCCESS, end.handle, this.parameters));
    }
  }
}
