import {
  COMMAND_RESULT_DONE,
  COMMAND_SELF_TEST,
  COMMAND_SET_PARAMETER,
  decodeEvent,
  EMPTY_LOG,
  EVENT_LOCK,
  EVENT_LOG_FULL,
  extendLog,
  FLAG_BIT_LOG_FULL,
  FLAG_BIT_LOG_NEARLY_FULL,
  FRAME_KIND_IDENTITY,
  FRAME_KIND_LOG,
  type LogFrame,
  REFUSAL_LOG_FULL,
  REFUSAL_RANGE,
  type StatusFrame,
  verifyFrame,
} from '@hengzhun/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import { feedInjection, type InstrumentHost } from '../../src/index.js';
import { Commander } from '../support/commander.js';
import { HOSTS } from '../support/hosts.js';
import { configuration, publicKey } from '../support/instrument.js';
import { Session } from '../support/session.js';

/** The least that a flasher makes room for here: one page of log. */
const LOG_CAPACITY = 60;

let host: InstrumentHost;
let session: Session;
let people: Commander;
afterEach(() => host.stop());

/** Every opening of the case is an event-lock. */
async function openCase(times: number): Promise<void> {
  for (let i = 0; i < times; i++) await feedInjection(host, [{ caseOpen: true }, { caseOpen: false }]);
}

/** Reads a range; the frame that announces it is verified. */
async function readRange(first: number, count: number): Promise<{ frame: LogFrame; entries: Uint8Array[] }> {
  const from = session.replies.length;
  const frame = await session.ask({ type: 'log', first, count }, FRAME_KIND_LOG);
  verifyFrame(frame, publicKey);
  const entries = await session.until(() => {
    const all = session.replies.slice(from).flatMap((reply) => (reply.type === 'log' ? reply.entries : []));
    return all.length >= frame.claims.count && all;
  }, 'the range');
  return { frame, entries };
}

/** Reads the log in ranges of so many entries and proves it against the signed head of the last one. */
async function readProved(count: number): Promise<Uint8Array[]> {
  const entries: Uint8Array[] = [];
  for (;;) {
    const range = await readRange(entries.length, count);
    entries.push(...range.entries);
    const { logLength, logHead } = range.frame.claims;
    if (entries.length < logLength) continue;
    expect(entries).toHaveLength(logLength);
    expect(Buffer.from(extendLog(EMPTY_LOG, entries).head)).toEqual(Buffer.from(logHead));
    return entries;
  }
}

/** Which of the log's two flags a status frame shows: nearly full, full. */
const flagsOf = ({ flags }: StatusFrame['claims']): boolean[] =>
  [FLAG_BIT_LOG_NEARLY_FULL, FLAG_BIT_LOG_FULL].map((bit) => ((flags >>> bit) & 1) === 1);

const hex = (entries: readonly Uint8Array[]): string[] => entries.map((entry) => Buffer.from(entry).toString('hex'));
const kindsOf = (entries: readonly Uint8Array[]): number[] => entries.map((entry) => decodeEvent(entry).kind);

describe.each(HOSTS)('a log that fills up (WELMEC 7.2 extension L), $name', ({ create }) => {
  it('refuses changes, ends with a signed marker and keeps every entry, also after a power cut', async () => {
    host = await create(configuration({ logCapacity: LOG_CAPACITY }), LOG_CAPACITY);
    session = new Session(host);
    people = new Commander(session);
    await host.start();
    await session.frame(FRAME_KIND_IDENTITY);
    await session.idle(3);
    const test = await people.give('inspector', COMMAND_SELF_TEST);
    const free = Number(test.values[2]);
    // the command itself is logged after it counted
    const capacity = (await people.status()).logLength - 1 + free;
    expect(capacity).toBeGreaterThanOrEqual(LOG_CAPACITY);
    expect(await people.result('maker', COMMAND_SET_PARAMETER, [15, 40])).toBe(COMMAND_RESULT_DONE);

    // all but seven records: what a command might write no longer fits
    await openCase(capacity - 7 - (await people.status()).logLength);
    await session.idle(2);
    const nearly = await people.status();
    expect(nearly.logLength).toBeGreaterThanOrEqual(capacity - 7);
    expect(flagsOf(nearly)).toEqual([true, false]);
    const changed = nearly.calibrationCounter;
    expect(await people.result('maker', COMMAND_SET_PARAMETER, [15, 41])).toBe(REFUSAL_LOG_FULL);
    const before = await readProved(16);

    await openCase(10);
    await session.idle(2);
    const full = await people.status();
    expect(flagsOf(full)).toEqual([true, true]);
    expect([full.logLength, full.calibrationCounter]).toEqual([capacity, changed]);
    const entries = await readProved(16);
    expect(hex(entries.slice(0, before.length))).toEqual(hex(before));
    expect(kindsOf(entries).filter((kind) => kind === EVENT_LOG_FULL)).toHaveLength(1);
    expect(kindsOf(entries).at(-1)).toBe(EVENT_LOG_FULL);
    expect(kindsOf(entries).at(-2)).toBe(EVENT_LOCK);

    // nothing goes over what stands there: neither more events, nor refused commands, nor a reboot
    await openCase(3);
    expect(await people.result('maker', COMMAND_SET_PARAMETER, [15, 41])).toBe(REFUSAL_LOG_FULL);
    await host.cutPower();
    await host.start();
    await session.idle(2);
    const later = await people.status();
    expect(flagsOf(later)).toEqual([true, true]);
    expect([later.logLength, later.calibrationCounter, later.sealState]).toEqual([capacity, changed, full.sealState]);
    expect(Buffer.from(later.logHead)).toEqual(Buffer.from(full.logHead));
    expect(hex(await readProved(7))).toEqual(hex(entries));
    const replies = session.replies.length;
    session.request({ type: 'log', first: capacity, count: 1 });
    expect(await session.reply('refusal', replies)).toMatchObject({ reason: REFUSAL_RANGE });
  });
});
