import {
  commandDigest,
  decodeEvent,
  encodeCommand,
  FRAME_KIND_RECEIPT,
  FRAME_KIND_STATUS,
  type LogEvent,
  type ReceiptFrame,
  type StatusFrame,
} from '@hengzhun/protocol';
import { expect } from 'vitest';
import { authorityKey, inspectorKey, makerKey } from './instrument.js';
import type { Session } from './session.js';

const keys = { maker: makerKey, authority: authorityKey, inspector: inspectorKey };

/** What people do to an instrument, over a session: commands by role, the log as events. */
export class Commander {
  /** Keys by role; a test that replaces one puts the new one here. */
  readonly keys = { ...keys };

  constructor(readonly session: Session) {}

  async nonce(): Promise<Uint8Array> {
    const after = this.session.replies.length;
    this.session.request({ type: 'command-nonce' });
    return (await this.session.reply('command-nonce', after)).nonce;
  }

  /** Gives a command and waits for its receipt. */
  async give(
    role: keyof typeof keys,
    kind: number,
    list: (number | Uint8Array)[] = [],
    nonce?: Uint8Array,
  ): Promise<ReceiptFrame['claims']> {
    const used = nonce ?? (await this.nonce());
    const after = this.session.frames.length;
    const message = encodeCommand({ kind, nonce: used, arguments: list }, this.keys[role]);
    this.session.send(message);
    const { claims } = await this.session.frame(FRAME_KIND_RECEIPT, after);
    expect(Buffer.from(claims.commandDigest)).toEqual(Buffer.from(commandDigest(message)));
    return claims;
  }

  /** Result of a command. */
  async result(role: keyof typeof keys, kind: number, list: (number | Uint8Array)[] = []): Promise<number> {
    return (await this.give(role, kind, list)).commandResult;
  }

  /** The event log, decoded. */
  async events(): Promise<LogEvent[]> {
    await this.status();
    return (await this.session.readLog()).map((entry) => decodeEvent(entry));
  }

  /** Items of the events of a kind, in order. */
  async eventsOf(kind: number): Promise<unknown[][]> {
    return (await this.events()).filter((event) => event.kind === kind).map(({ items }) => items);
  }

  async status(): Promise<StatusFrame['claims']> {
    const nonce = Uint8Array.from({ length: 8 }, () => Math.floor(Math.random() * 256));
    return (
      await this.session.ask({ type: 'status', nonce }, FRAME_KIND_STATUS, ({ claims }) =>
        Buffer.from(claims.nonce ?? []).equals(nonce),
      )
    ).claims;
  }
}
