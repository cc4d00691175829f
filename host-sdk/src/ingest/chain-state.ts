import type { DispenserClaims, KeyEpochs, NozzleState, ScaleClaims } from '@hengzhun/protocol';

/** Host time interval, ms since 1970: something happened not before `earliest` and not after `latest`. */
export interface TimeInterval {
  readonly earliest: number;
  readonly latest: number;
}

/** One channel of a status frame; units as in the wire contract (0.001 e for masses). */
export interface ChannelReading {
  readonly identifier: number;
  readonly conditions: number;
  /** undefined: the instrument says it is not available. */
  readonly value: number | undefined;
  /** Standard uncertainty; undefined: unknown. */
  readonly uncertainty: number | undefined;
}

/** What the newest status frame of a chain says. */
export interface StatusSnapshot {
  readonly sequence: number;
  readonly digest: string;
  readonly received: TimeInterval;
  readonly bootcount: number;
  readonly uptime: number;
  readonly selfState: number;
  readonly flags: number;
  readonly channels: readonly ChannelReading[];
  readonly temperature: number | undefined;
  readonly calibrationCounter: number;
  readonly sealState: number;
  readonly timeQuality: number;
  readonly logLength: number;
  /** Dispensers: the nozzle that this frame speaks of. */
  readonly nozzle: NozzleState | undefined;
  /** Live indication: a scale's in d, a dispenser's in mL. */
  readonly indication: number | undefined;
}

/** What the newest identity frame of a chain says about the instrument, whatever its kind. */
interface IdentityFacts {
  readonly sequence: number;
  readonly digest: string;
  readonly received: TimeInterval;
  /** Hex. */
  readonly ueid: string;
  readonly softwareName: string;
  readonly softwareVersion: string;
  /** SHA-256 over the installed bundle, hex. A claim unless seal or secure boot backs it. */
  readonly softwareMeasurement: string;
  /** LIFE_STAGE_*. */
  readonly lifeStage: number;
  /** Grows with every update and never falls. */
  readonly softwareCounter: number;
  readonly keyEpochs: KeyEpochs;
  /** Serial number of the secure element, hex; undefined: none. */
  readonly element: string | undefined;
}

/** What the newest identity frame of a chain says about the instrument; masses in mg. `instrumentKind` tells which. */
export type IdentitySnapshot = IdentityFacts &
  (Omit<ScaleClaims, 'observedChannels'> | Omit<DispenserClaims, 'observedChannels'>) & {
    readonly observedChannels: readonly number[];
  };

/** How often something suspicious was seen on a chain, and the evidence of the last time. */
export interface IncidentTotal {
  readonly count: number;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly lastSequence: number;
  /** Identifiers of stored frames or of refused ones (`refused/…`), the newest few. */
  readonly evidence: readonly string[];
}

/** A place in a chain: what a later frame may not fall behind. */
export interface Counters {
  readonly bootcount: number;
  readonly uptime: number;
  readonly logLength: number;
}

/**
 * Everything that is remembered of one key's chain besides the frames themselves. It follows from the set of accepted frames and
 * incidents, not from the order in which they came (receipt times apart).
 */
export interface ChainState {
  /** Lowest and highest sequence number held; 0: none. */
  lowest: number;
  highest: number;
  /** Digest (16 bytes, hex) and counters of the frame with the highest number. */
  head: string;
  headCounters: Counters | undefined;
  /** Missing numbers between lowest and highest: ascending, disjoint, inclusive ranges. */
  gaps: [number, number][];
  /** Frames held, forks included. */
  frames: number;
  /** Receipt of the frame that came last, ms since 1970; 0: none. */
  lastReceived: number;
  status: StatusSnapshot | undefined;
  identity: IdentitySnapshot | undefined;
  /** Calibration counter in the status frame with the lowest number. */
  firstCalibration: { sequence: number; digest: string; counter: number } | undefined;
  /** Highest status frame in which the instrument called itself attention, alarm or inoperative; its identifier for the evidence. */
  lastRaised: Record<number, { sequence: number; digest: string }>;
  incidents: Record<string, IncidentTotal>;
  /** Dispensers: newest status frame of each nozzle, by its index. */
  nozzles?: Record<number, StatusSnapshot>;
  /** Newest status frame in which the instrument has seen its span against an internal reference mass. */
  spanObserved?: { sequence: number; digest: string; received: TimeInterval };
  /** What only grows along the chain, by name: where it stood last, and the most that it has been. */
  milestones?: Record<string, Milestone>;
}

/** A quantity that only grows with the sequence number. */
export interface Milestone {
  /** Newest frame that says it, and its value. */
  readonly sequence: number;
  readonly value: number;
  /** Greatest value so far, and the lowest number of a frame that says it. */
  readonly peak: number;
  readonly peakSequence: number;
}

export function emptyChainState(): ChainState {
  return {
    lowest: 0,
    highest: 0,
    head: '',
    headCounters: undefined,
    gaps: [],
    frames: 0,
    lastReceived: 0,
    status: undefined,
    identity: undefined,
    firstCalibration: undefined,
    lastRaised: {},
    incidents: {},
  };
}

/** A copy whose changes do not touch the original; snapshots are never changed and may be shared. */
export function copyChainState(state: ChainState): ChainState {
  return {
    ...state,
    gaps: state.gaps.map(([from, to]) => [from, to]),
    lastRaised: { ...state.lastRaised },
    incidents: { ...state.incidents },
    ...(state.nozzles && { nozzles: { ...state.nozzles } }),
    ...(state.milestones && { milestones: { ...state.milestones } }),
  };
}

/** Whether a frame with this number is held. */
export function holds(state: ChainState, sequence: number): boolean {
  if (state.frames === 0 || sequence < state.lowest || sequence > state.highest) return false;
  return !state.gaps.some(([from, to]) => sequence >= from && sequence <= to);
}

/** Takes the run `first`…`last`, none of which is held, into lowest, highest and gaps. */
export function addRun(state: ChainState, first: number, last: number): void {
  if (state.highest === 0) {
    state.lowest = first;
    state.highest = last;
  } else if (first > state.highest) {
    if (first > state.highest + 1) state.gaps.push([state.highest + 1, first - 1]);
    state.highest = last;
  } else if (last < state.lowest) {
    if (last < state.lowest - 1) state.gaps.unshift([last + 1, state.lowest - 1]);
    state.lowest = first;
  } else {
    const index = state.gaps.findIndex(([from, to]) => first >= from && last <= to);
    const [from, to] = state.gaps[index]!;
    const rest: [number, number][] = [];
    if (first > from) rest.push([from, first - 1]);
    if (last < to) rest.push([last + 1, to]);
    state.gaps.splice(index, 1, ...rest);
  }
}

/** Number of frames that are known to be missing. */
export function missingFrames(state: ChainState): number {
  return state.gaps.reduce((sum, [from, to]) => sum + to - from + 1, 0);
}
