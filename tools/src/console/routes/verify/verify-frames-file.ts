import { setImmediate as breathe } from 'node:timers/promises';
import type { Instrument } from '@hengzhun/host-sdk';
import { ToolError } from '../../../errors.js';
import { exitCode } from '../../../exit-codes.js';
import { framesOfBytes } from '../../../verify/read-frames.js';
import { type ChainSummary, type FrameVerdict, summariseChains, verifyFrames } from '../../../verify/verify-frames.js';
import type { VerifiedChain } from '../../api/verify.js';
import type { ConsoleContext } from '../../context.js';
import { both } from '../../words.js';
import { withWords } from '../with-words.js';
import type { Checked } from './checked.js';
import { VerdictFindings } from './findings.js';
import { judgeFrames } from './judge-frames.js';
import { reasonOf } from './reason-of.js';

/** About twelve years of one instrument with a frame each hour. */
const MOST_FRAMES = 100_000;
/** Frames between two looks at what else is to be done; a whole number of chains' batches. */
const PART = 4096;

/** Frames of a file against the keys of the register. @throws {ToolError} `tool-console-file-unknown`, `tool-console-too-many-frames` */
export async function verifyFramesFile(bytes: Buffer, { store }: ConsoleContext): Promise<Checked> {
  const parts = framesOfBytes(bytes);
  if (parts.length > MOST_FRAMES) {
    const values = { count: parts.length, most: MOST_FRAMES };
    throw new ToolError('tool-console-too-many-frames', values, exitCode.refused);
  }
  const instruments = await store.registry.instruments();
  const owners = new Map(instruments.flatMap((one) => one.keys.map((key) => [key.kid, { instrument: one, key }])));
  const trusted = new Map([...owners].map(([kid, { key }]) => [kid, key.publicKey]));
  const verdicts: FrameVerdict[] = [];
  for (let from = 0; from < parts.length; from += PART) {
    const part = verifyFrames(parts.slice(from, from + PART), trusted, false);
    for (const one of part) verdicts.push({ ...one, index: one.index + from });
    await breathe();
  }
  if (!verdicts.some(({ frame }) => frame !== undefined)) {
    throw new ToolError('tool-console-file-unknown', {}, exitCode.refused);
  }
  const summaries = new Map(summariseChains(verdicts).map((one) => [one.kid, one]));
  const kids = [...new Set(verdicts.flatMap(({ kid }) => kid ?? []))];
  const chains = kids.map((kid) => chainOf(kid, verdicts, summaries.get(kid), owners.get(kid)));
  const rules = new VerdictFindings('rules');
  await judgeFrames(verdicts, chains, owners, store, rules);
  const values = { frames: parts.length, keys: kids.length };
  return {
    signature: signatureOf(verdicts, chains).verdict(),
    rules: rules.verdict(),
    subject: both('console.verify.frames.subject', values),
    chains,
    facts: [],
  };
}

function chainOf(
  kid: string,
  verdicts: readonly FrameVerdict[],
  summary: ChainSummary | undefined,
  owner: { readonly instrument: Instrument; readonly key: Instrument['keys'][number] } | undefined,
): VerifiedChain {
  const own = verdicts.filter((one) => one.kid === kid);
  const count = (wanted: FrameVerdict['verdict']) => own.filter(({ verdict }) => verdict === wanted).length;
  return {
    kid,
    instrument: owner?.instrument.ueid ?? null,
    serialNumber: owner?.instrument.serialNumber ?? null,
    keyStatus: owner?.key.status ?? null,
    frames: own.length,
    valid: count('signature-valid'),
    covered: count('covered'),
    refused: count('refused'),
    first: summary?.first ?? null,
    last: summary?.last ?? null,
    gaps: summary?.gaps.length ?? 0,
    forks: [...(summary?.forks ?? [])].slice(0, 100),
  };
}

function signatureOf(verdicts: readonly FrameVerdict[], chains: readonly VerifiedChain[]): VerdictFindings {
  const signature = new VerdictFindings('signature');
  for (const { kid, valid, covered } of chains) {
    if (valid > 0) signature.good('frames-signed', both('console.verify.frames.signed', { valid, covered }), kid);
  }
  const groups = new Map<string, FrameVerdict[]>();
  for (const one of verdicts) {
    if (one.verdict !== 'refused') continue;
    const key = `${one.code} ${one.kid ?? ''}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  for (const group of groups.values()) {
    const [{ code = '', kid, index }] = group as [FrameVerdict];
    const count = group.length;
    if (code === 'unknown-key') {
      signature.unproved(code, both('console.verify.frames.unknown-key', { count }), kid);
      continue;
    }
    const text = withWords('console.verify.frames.refused', { count, reason: reasonOf(code) });
    signature.bad(code, text, kid === undefined ? `#${index + 1}` : `${kid} #${index + 1}`);
  }
  return signature;
}
