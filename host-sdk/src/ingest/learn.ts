import {
  CHANNEL_CONDITION_BIT_STALE,
  CHANNEL_SPAN_REFERENCE,
  FRAME_KIND_IDENTITY,
  FRAME_KIND_STATUS,
  type Frame,
  type StatusFrame,
} from '@hengzhun/protocol';
import { toHex } from '../bytes.js';
import { type Candidate, find } from './candidate.js';
import type { ChainState } from './chain-state.js';
import { checkMilestones, saysMilestones } from './milestones.js';
import { identitySnapshot, statusSnapshot } from './snapshots.js';

/**
 * Takes what the frames of a run say into the state: the newest status (of each nozzle) and identity, the highest frame of each raised
 * self-state, what only ever grows.
 *
 * @param ueid that the key is enrolled for, hex
 * @param at known frame with a number, stored or of this batch
 */
export async function learn(
  run: readonly Candidate[],
  { state, ueid }: { readonly state: ChainState; readonly ueid: string },
  at: (sequence: number) => Promise<Frame | undefined>,
): Promise<void> {
  let status: { candidate: Candidate; frame: StatusFrame } | undefined;
  for (const candidate of run) {
    const { frame, sequence } = candidate;
    if (frame.kind === FRAME_KIND_STATUS) {
      status = { candidate, frame };
      learnStatus(candidate, frame, state);
    } else if (frame.kind === FRAME_KIND_IDENTITY) {
      if (toHex(frame.claims.ueid) !== ueid) find(candidate, 'identity-mismatch');
      if (sequence > (state.identity?.sequence ?? 0)) {
        state.identity = identitySnapshot(frame, candidate.digest, interval(candidate));
      }
    } else continue;
    // Most frames say nothing of that kind, and waiting for nothing has its price.
    if (saysMilestones(frame, state)) for (const code of await checkMilestones(frame, state, at)) find(candidate, code);
  }
  if (status !== undefined && status.candidate.sequence > (state.status?.sequence ?? 0)) {
    state.status = statusSnapshot(status.frame, status.candidate.digest, interval(status.candidate));
  }
  for (const { packet } of run) {
    if (packet.source !== 'import' && packet.latest > state.lastReceived) state.lastReceived = packet.latest;
  }
}

function learnStatus(candidate: Candidate, frame: StatusFrame, state: ChainState): void {
  const { sequence, digest } = candidate;
  const { selfState, calibrationCounter, channels, nozzle } = frame.claims;
  if (selfState > 0 && sequence > (state.lastRaised[selfState]?.sequence ?? 0)) {
    state.lastRaised[selfState] = { sequence, digest };
  }
  if (state.firstCalibration === undefined || sequence < state.firstCalibration.sequence) {
    state.firstCalibration = { sequence, digest, counter: calibrationCounter };
  }
  if (nozzle !== undefined && sequence > (state.nozzles?.[nozzle.index]?.sequence ?? 0)) {
    state.nozzles ??= {};
    state.nozzles[nozzle.index] = statusSnapshot(frame, digest, interval(candidate));
  }
  for (const { identifier, value, conditions } of channels) {
    if (identifier !== CHANNEL_SPAN_REFERENCE || value === undefined) continue;
    const stale = (conditions >> CHANNEL_CONDITION_BIT_STALE) % 2 === 1;
    if (!stale && sequence > (state.spanObserved?.sequence ?? 0)) {
      state.spanObserved = { sequence, digest, received: interval(candidate) };
    }
  }
}

function interval({ packet }: Candidate): { earliest: number; latest: number } {
  return { earliest: packet.earliest, latest: packet.latest };
}
