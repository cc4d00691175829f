import { type Instrument, levelText, openStore, parseFrameId, type Store } from '@hengzhun/host-sdk';
import { type Frame, frameDigest } from '@hengzhun/protocol';
import type { FrameVerdict } from '../../../verify/verify-frames.js';
import type { VerifiedChain } from '../../api/verify.js';
import { both } from '../../words.js';
import { withWords } from '../with-words.js';
import type { VerdictFindings } from './findings.js';

/** Instruments whose state is judged; a file of more is a register's export. */
const MOST_JUDGED = 50;
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

type Owner = { readonly instrument: Instrument; readonly key: Instrument['keys'][number] };

/** What the frames of a file come to by the rules: standing of their keys, their chains, and the state that they report. */
export async function judgeFrames(
  verdicts: readonly FrameVerdict[],
  chains: readonly VerifiedChain[],
  owners: ReadonlyMap<string, Owner>,
  store: Store,
  rules: VerdictFindings,
): Promise<void> {
  for (const chain of chains) {
    const { kid, first, last, gaps, forks } = chain;
    const owner = owners.get(kid);
    if (owner === undefined) {
      rules.unproved('key-unknown', both('console.verify.frames.unknown-key', { count: chain.frames }), kid);
      continue;
    }
    const proved = verdicts.flatMap((one) => (one.kid === kid && one.verdict !== 'refused' ? one.frame! : []));
    await judgeKey(owner, proved, store, rules);
    if (first === null || last === null || proved.length === 0) continue;
    if (forks.length > 0) {
      rules.bad('chain-forked', both('console.verify.frames.forks', { list: forks.slice(0, 10).join(', ') }), kid);
    } else if (gaps > 0)
      rules.note('chain-gaps', both('console.verify.frames.gaps', { first, last, count: gaps }), kid);
    else rules.good('chain-unbroken', both('console.verify.frames.unbroken', { first, last }), kid);
  }
  await judgeStates(verdicts, owners, rules);
}

/** A retired key signs nothing any more; of a revoked one only what was received before counts, for a thief can sign any number. */
async function judgeKey(
  { instrument, key }: Owner,
  frames: readonly Frame[],
  store: Store,
  rules: VerdictFindings,
): Promise<void> {
  const { kid, status, endsAt = 0 } = key;
  const name = instrument.serialNumber || instrument.ueid;
  rules.good('key-registered', both('console.verify.frames.registered', { name }), kid);
  if (status === 'active') return;
  const late = frames.filter(({ claims }) => claims.sequence >= endsAt);
  if (late.length === 0) return;
  if (status === 'retired') {
    rules.bad('key-retired', both('console.verify.frames.retired', { from: endsAt, count: late.length }), kid);
    return;
  }
  const numbers = late.map(({ claims }) => claims.sequence);
  const received = new Set<string>();
  const from = numbers.reduce((least, one) => Math.min(least, one));
  const to = numbers.reduce((most, one) => Math.max(most, one));
  for await (const { id } of store.frames({ kid, from, to })) received.add(parseFrameId(id)!.digest);
  const count = late.filter((frame) => !received.has(hex(frameDigest(frame)).slice(0, 16))).length;
  if (count > 0) rules.bad('key-revoked', both('console.verify.frames.revoked', { count }), kid);
}

/** The state that the frames report, by the rules of the status evaluation: as if nothing else were known. In memory: nothing is stored. */
async function judgeStates(
  verdicts: readonly FrameVerdict[],
  owners: ReadonlyMap<string, Owner>,
  rules: VerdictFindings,
): Promise<void> {
  const proved = verdicts.filter(({ verdict }) => verdict !== 'refused');
  const kids = [...new Set(proved.flatMap(({ kid }) => kid ?? []))];
  if (kids.length === 0) return;
  if (kids.length > MOST_JUDGED) {
    rules.note('not-judged', both('console.verify.frames.not-judged', { most: MOST_JUDGED }));
    return;
  }
  const apart = await openStore(':memory:');
  try {
    const now = Date.now();
    for (const kid of kids) {
      const { instrument, key } = owners.get(kid)!;
      const { ueid, serialNumber, maker, model, data } = instrument;
      await apart.registry.enrol({ ueid, serialNumber, maker, model, data, publicKey: hex(key.point) });
    }
    const frames = proved.map(({ frame }) => frame!);
    for (let from = 0; from < frames.length; from += 1000) {
      const packets = frames.slice(from, from + 1000).map(({ bytes }) => ({
        ...{ bytes, link: 'file', connection: 1, earliest: now, latest: now },
        source: 'import' as const,
      }));
      await apart.ingest(packets);
    }
    for (const kid of kids) {
      const { evaluation } = await apart.evaluate(kid, now);
      const { level, rules: name, reasons } = evaluation;
      const text = withWords('console.verify.frames.level', { rules: name, level: levelText[level] });
      if (level === 'out-of-tolerance' || level === 'warning') rules.bad('status-level', text, kid);
      else if (level === 'normal') rules.good('status-level', text, kid);
      else rules.note('status-level', text, kid);
      for (const reason of reasons) {
        if (reason.severity !== 'information') rules.note(reason.code, reason.text, kid);
      }
    }
  } finally {
    await apart.close();
  }
}
