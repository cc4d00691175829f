import {
  decodeEvent,
  EMPTY_LOG,
  EVENT_LOCK,
  extendLog,
  FRAME_KIND_IDENTITY,
  FRAME_KIND_LOG,
  type LogFrame,
  REFUSAL_RANGE,
  verifyFrame,
} from '@hengzhun/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import { feedInjection, type InstrumentHost } from '../../src/index.js';
import { HOSTS } from '../support/hosts.js';
import { configuration, publicKey } from '../support/instrument.js';
import { Session } from '../support/session.js';

let host: InstrumentHost;
let session: Session;
afterEach(() => host.stop());

async function begin(create: (config: Uint8Array) => Promise<InstrumentHost>, logCapacity: number): Promise<void> {
  host = await create(configuration({ logCapacity }));
  session = new Session(host);
  await host.start();
  await session.frame(FRAME_KIND_IDENTITY);
  await session.idle(3);
}

/** Every opening of the case is an event-lock. */
async function openCase(times: number): Promise<void> {
  for (let i = 0; i < times; i++) await feedInjection(host, [{ caseOpen: true }, { caseOpen: false }]);
}

async function askRange(first: number, count: number): Promise<LogFrame> {
  const frame = await session.ask({ type: 'log', first, count }, FRAME_KIND_LOG, ({ claims }) =>
    'first' in claims ? claims.first === first : false,
  );
  verifyFrame(frame, publicKey);
  return frame;
}

/** Entries that came after a reply that a test has seen. */
const entriesAfter = (from: number): { first: number; entries: Uint8Array[] }[] =>
  session.replies.slice(from).flatMap((reply) => (reply.type === 'log' ? [reply] : []));

/** Asks for a range and waits until it has come. */
async function readRange(first: number, count: number): Promise<Uint8Array[]> {
  const from = session.replies.length;
  const { claims } = await askRange(first, count);
  return session.until(() => {
    const entries = entriesAfter(from).flatMap((reply) => reply.entries);
    return entries.length >= claims.count && entries;
  }, 'the range');
}

const reasonFor = async (first: number): Promise<number> => {
  const after = session.replies.length;
  session.request({ type: 'log', first, count: 1 });
  return (await session.reply('refusal', after)).reason;
};

describe.each(HOSTS)('ranges of the event log (WELMEC 7.2 extension L, CDDL request-log), $name', ({ create }) => {
  it('are read in pieces of any size and joined to the signed head', async () => {
    await begin(create, 80);
    await openCase(20);
    await session.idle(2);
    const entries: Uint8Array[] = [];
    for (const count of [1, 7, 9, 2, 1000]) entries.push(...(await readRange(entries.length, count)));
    const last = session.frames.findLast((frame) => frame.kind === FRAME_KIND_LOG) as LogFrame;
    // asked for more than there is: the rest
    expect(last.claims.first + last.claims.count).toBe(last.claims.logLength);
    expect(entries).toHaveLength(last.claims.logLength);
    expect(Buffer.from(extendLog(EMPTY_LOG, entries).head)).toEqual(Buffer.from(last.claims.logHead));
    expect(entries.filter((entry) => decodeEvent(entry).kind === EVENT_LOCK)).toHaveLength(20);
  });

  it('are refused beyond the end, unsigned', async () => {
    await begin(create, 80);
    const frame = await askRange(0, 1);
    expect(await reasonFor(frame.claims.logLength)).toBe(REFUSAL_RANGE);
    expect(await reasonFor(65_000)).toBe(REFUSAL_RANGE);
  });

  it('are resumed where a power cut ended the transfer', async () => {
    await begin(create, 80);
    await openCase(30);
    await session.idle(2);
    const from = session.replies.length;
    await askRange(0, 30);
    await session.until(() => entriesAfter(from).length > 0, 'the first entries');
    await host.cutPower();
    const had = entriesAfter(from).flatMap((reply) => reply.entries);
    expect(had.length).toBeGreaterThan(0);
    await host.start();
    await session.idle(2);
    const rest = await readRange(had.length, 1000);
    const { claims } = session.frames.findLast((frame) => frame.kind === FRAME_KIND_LOG) as LogFrame;
    expect(Buffer.from(extendLog(EMPTY_LOG, [...had, ...rest]).head)).toEqual(Buffer.from(claims.logHead));
  });
});
