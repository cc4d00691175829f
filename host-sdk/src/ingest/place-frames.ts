import { type Frame, verifyFrame } from '@hengzhun/protocol';
import { equalBytes, toHex } from '../bytes.js';
import type { EnrolledKey } from '../registry/records.js';
import { type Candidate, find } from './candidate.js';
import { addRun, type ChainState, type Counters, holds } from './chain-state.js';
import { learn } from './learn.js';
import { digestOf, prove } from './prove.js';
import { branchOf, type Segment, segmentLimit } from './segment.js';
import type { HeldFrame } from './stored-frames.js';

/** What the placing of frames needs to know besides the frames. */
export interface PlaceContext {
  readonly key: EnrolledKey;
  /** UEID that the key is enrolled for, hex. */
  readonly ueid: string;
  /** Changed by the placing. */
  readonly state: ChainState;
  /** Stored frames with this number. */
  at(sequence: number): Promise<HeldFrame[]>;
  connectionOf(candidate: Candidate): number;
}

/**
 * Proves the frames of one key and puts them into its chain: sets the code, proof and findings of every candidate, brings the state up to
 * date and returns the rows to store. The order in which frames come makes no difference to what is stored.
 */
export async function placeFrames(candidates: Candidate[], context: PlaceContext): Promise<Segment[]> {
  const { state, key } = context;
  candidates.sort((a, b) => a.sequence - b.sequence || a.index - b.index);
  const segments: Segment[] = [];
  const fresh: Candidate[] = [];
  for (const candidate of candidates) {
    if (holds(state, candidate.sequence))
      compareWithStored(candidate, await context.at(candidate.sequence), context, segments);
    else fresh.push(candidate);
  }
  prove(fresh, key.publicKey);
  const accepted = setTwinsAside(fresh, context, segments);
  // Only frames that come late are looked up, so the batch is indexed only then.
  let batch: Map<number, Frame> | undefined;
  const frameAt = async (sequence: number): Promise<Frame | undefined> => {
    batch ??= new Map(accepted.map((candidate) => [candidate.sequence, candidate.frame]));
    return batch.get(sequence) ?? (holds(state, sequence) ? (await context.at(sequence))[0]?.frame : undefined);
  };
  for (let from = 0; from < accepted.length; ) {
    let to = from + 1;
    while (to < accepted.length && continuesRun(accepted[to - 1]!, accepted[to]!)) to++;
    await placeRun(accepted.slice(from, to), accepted[from - 1], context, segments, frameAt);
    from = to;
  }
  return segments;
}

function continuesRun(before: Candidate, next: Candidate): boolean {
  if (next.sequence !== before.sequence + 1) return false;
  return (
    before.proof?.how === 'covered' &&
    (next.proof?.how === 'covered' ? next.proof.by : next.sequence) === before.proof.by
  );
}

/** A number that is stored already: the same frame again, another one (fork), or a forgery. */
function compareWithStored(
  candidate: Candidate,
  stored: HeldFrame[],
  context: PlaceContext,
  segments: Segment[],
): void {
  const twin = stored.find(({ bytes }) => equalBytes(bytes, candidate.frame.bytes));
  if (twin !== undefined) {
    candidate.digest = twin.digest;
    again(candidate);
    return;
  }
  try {
    verifyFrame(candidate.frame, context.key.publicKey);
  } catch (cause) {
    candidate.code = 'frame-signature-invalid';
    candidate.protocolCode = (cause as { code?: string }).code;
    return;
  }
  candidate.proof = { how: 'signature-valid' };
  // The same content under another signature is the same frame: anyone who holds the key may sign it twice.
  if (stored.some(({ digest }) => digest === digestOf(candidate))) again(candidate);
  else fork(candidate, context, segments);
}

function again(candidate: Candidate): void {
  candidate.code = candidate.packet.source === 'import' ? 'frame-duplicate' : 'frame-replayed';
  candidate.proof ??= { how: 'signature-valid' };
}

function fork(candidate: Candidate, context: PlaceContext, segments: Segment[]): void {
  candidate.code = 'frame-forked';
  context.state.frames++;
  segments.push(segmentOf([candidate], context, branchOf(digestOf(candidate))));
}

/** Within one batch two proved frames may carry one number: the first to come stays, the other is its replay or its fork. */
function setTwinsAside(fresh: Candidate[], context: PlaceContext, segments: Segment[]): Candidate[] {
  const accepted: Candidate[] = [];
  let forked: Candidate[] = [];
  for (const candidate of fresh) {
    if (candidate.proof === undefined) continue;
    const before = accepted[accepted.length - 1];
    if (before?.sequence !== candidate.sequence) {
      accepted.push(candidate);
      forked = [];
    } else if (
      digestOf(before) === digestOf(candidate) ||
      forked.some(({ digest }) => digest === digestOf(candidate))
    ) {
      again(candidate);
    } else {
      fork(candidate, context, segments);
      forked.push(candidate);
    }
  }
  return accepted;
}

/** Stores one unbroken run, none of whose numbers is held, and checks it against its neighbours in the chain. */
async function placeRun(
  run: Candidate[],
  before: Candidate | undefined,
  context: PlaceContext,
  segments: Segment[],
  frameAt: (sequence: number) => Promise<Frame | undefined>,
): Promise<void> {
  const { state } = context;
  const first = run[0]!;
  const last = run[run.length - 1]!;
  await checkBefore(first, before, context);
  await checkAfter(last, context);
  for (let i = 1; i < run.length; i++)
    if (fellBehind(run[i - 1]!.frame.claims, run[i]!.frame.claims)) find(run[i]!, 'counter-rollback');
  // In a proved run each frame holds the digest of the one before.
  for (let i = 0; i + 1 < run.length; i++) run[i]!.digest ||= toHex(run[i + 1]!.frame.claims.previous);
  digestOf(last);

  addRun(state, first.sequence, last.sequence);
  state.frames += run.length;
  if (last.sequence === state.highest) {
    state.head = last.digest;
    const { bootcount, uptime, logLength } = last.frame.claims;
    state.headCounters = { bootcount, uptime, logLength };
  }
  await learn(run, context, frameAt);
  for (let from = 0; from < run.length; ) {
    const connection = context.connectionOf(run[from]!);
    let to = from + 1;
    while (to < run.length && to - from < segmentLimit && context.connectionOf(run[to]!) === connection) to++;
    segments.push(segmentOf(run.slice(from, to), context, 0));
    from = to;
  }
}

function segmentOf(run: Candidate[], context: PlaceContext, branch: number): Segment {
  const last = run[run.length - 1]!;
  let earliest = last.packet.earliest;
  let latest = last.packet.latest;
  for (const { packet } of run) {
    if (packet.earliest < earliest) earliest = packet.earliest;
    if (packet.latest > latest) latest = packet.latest;
  }
  return {
    first: run[0]!.sequence,
    last: last.sequence,
    branch,
    coveredBy: last.proof?.how === 'covered' ? last.proof.by : last.sequence,
    connection: context.connectionOf(last),
    earliest,
    latest,
    frames: run.map(({ frame }) => frame.bytes),
  };
}

/** The frame before the run, where one is known: the run must name it, and no counter may have gone back. */
async function checkBefore(first: Candidate, before: Candidate | undefined, context: PlaceContext): Promise<void> {
  const { state } = context;
  const previous = () => toHex(first.frame.claims.previous);
  if (first.sequence === 1 && !first.frame.claims.previous.every((byte) => byte === 0)) find(first, 'chain-broken');
  const nearest = below(first.sequence, state);
  if (before?.sequence === nearest) {
    // Placed a moment ago and not in the store yet.
    if (before.sequence === first.sequence - 1 && digestOf(before) !== previous()) find(first, 'chain-broken');
    if (fellBehind(before.frame.claims, first.frame.claims)) find(first, 'counter-rollback');
    return;
  }
  if (nearest === 0) return;
  const isHead = nearest === state.highest;
  let counters = isHead ? state.headCounters : undefined;
  const adjacent = nearest === first.sequence - 1;
  if (counters === undefined || (adjacent && state.head !== previous())) {
    const stored = await context.at(nearest);
    counters = stored[0]?.frame.claims;
    if (adjacent && !stored.some(({ digest }) => digest === previous())) find(first, 'chain-broken');
  }
  if (counters !== undefined && fellBehind(counters, first.frame.claims)) find(first, 'counter-rollback');
}

/** The frame behind the run, where one is stored: it must name the run's last frame. */
async function checkAfter(last: Candidate, context: PlaceContext): Promise<void> {
  const { state } = context;
  const nearest = above(last.sequence, state);
  if (nearest === 0) return;
  const stored = await context.at(nearest);
  if (nearest === last.sequence + 1 && !stored.some(({ frame }) => toHex(frame.claims.previous) === digestOf(last))) {
    find(last, 'chain-broken');
  }
  if (stored[0] !== undefined && fellBehind(last.frame.claims, stored[0].frame.claims)) find(last, 'counter-rollback');
}

/** Nearest held number below a number that is not held; 0: none. */
function below(sequence: number, state: ChainState): number {
  if (state.highest === 0 || sequence < state.lowest) return 0;
  if (sequence > state.highest) return state.highest;
  return state.gaps.find(([from, to]) => sequence >= from && sequence <= to)![0] - 1;
}

/** Nearest held number above a number that is not held; 0: none. */
function above(sequence: number, state: ChainState): number {
  if (state.highest === 0 || sequence > state.highest) return 0;
  if (sequence < state.lowest) return state.lowest;
  return state.gaps.find(([from, to]) => sequence >= from && sequence <= to)![1] + 1;
}

/** Boot count, uptime within a boot and log length only ever grow with the sequence number. */
function fellBehind(before: Counters, next: Counters): boolean {
  if (next.bootcount < before.bootcount || next.logLength < before.logLength) return true;
  return next.bootcount === before.bootcount && next.uptime < before.uptime;
}
