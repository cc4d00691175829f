import { INSTRUMENT_KIND_DISPENSER, INSTRUMENT_KIND_SCALE } from '@hengzhun/protocol';
import { frameId } from '../frames/frame-id.js';
import { type ChainState, missingFrames, type StatusSnapshot } from '../ingest/chain-state.js';
import type { InstrumentData, KeyAssurance, KeyStatus } from '../registry/records.js';
import { ruleSetName } from '../rules/rule-set-name.js';
import { type StatusRules, statusRules } from '../rules/status-rules.js';
import { type ErrorEstimate, estimateErrors, type LimitBasis } from './error-estimates.js';
import { estimateReasons } from './estimate-reasons.js';
import { flagReasons } from './flag-reasons.js';
import { freshnessReasons } from './freshness-reasons.js';
import { incidentReasons } from './incident-reasons.js';
import { judgedReasons } from './judged-reasons.js';
import { knowledgeReasons } from './knowledge-reasons.js';
import { type Level, levelOf, type Reason, type SelfState, selfStates } from './levels.js';
import { lifeReasons } from './life-reasons.js';
import { sealReasons } from './seal-reasons.js';
import { selfStateReasons } from './self-state-reasons.js';
import { expectedBy, isSilent } from './silence.js';
import { estimateVolumeErrors } from './volume-estimates.js';

/** What is evaluated: the state of one key's chain and what the registry knows. */
export interface EvaluationInput {
  /** Hex. */
  readonly kid: string;
  readonly chain: ChainState;
  /** Registered metrological data; the signed identity frame goes before it. */
  readonly data?: InstrumentData;
  readonly assurance?: KeyAssurance;
  readonly keyStatus?: KeyStatus;
  /** From here on frames of a revoked key do not count. */
  readonly keyEndsAt?: number;
  /** Host time of the evaluation, ms since 1970. */
  readonly now: number;
  readonly rules?: StatusRules;
}

/** A first, honest status evaluation 状态评价 of one instrument from its own verified reports. */
export interface StatusEvaluation {
  readonly kid: string;
  /** ms since 1970. */
  readonly evaluatedAt: number;
  /** `<id>@<version>` of the rules: by these and the evidence anyone recomputes the same result. */
  readonly rules: string;
  readonly level: Level;
  /** Always: a remote judgement is confirmed by a person on site. */
  readonly preliminary: true;
  /** The instrument's own word, kept apart from our judgement; undefined: no status frame yet. */
  readonly selfState: SelfState | undefined;
  readonly fresh: boolean;
  /** When the next frame is due at the latest, ms since 1970; undefined: none was received yet. */
  readonly expectedBy: number | undefined;
  readonly errors: readonly ErrorEstimate[];
  /** Whether the instrument has ever seen its own span: that needs an internal reference mass. Never for a dispenser. */
  readonly spanObserved: boolean;
  /** When it last saw it, ms since 1970 (receipt of the frame that says so); undefined: never. */
  readonly spanLastObserved: number | undefined;
  readonly accuracyClass: number | undefined;
  /** Newest status frame; undefined: none. */
  readonly statusFrame: string | undefined;
  readonly missingFrames: number;
  readonly reasons: readonly Reason[];
}

/** Judges one instrument. Pure: the same input gives the same result on any machine. */
export function evaluateStatus(input: EvaluationInput): StatusEvaluation {
  const { chain, kid, now, rules = statusRules, assurance } = input;
  const revoked = input.keyStatus === 'revoked' && (chain.status?.sequence ?? 0) >= (input.keyEndsAt ?? 0);
  const status = revoked ? undefined : chain.status;
  const idOf = ({ sequence, digest }: StatusSnapshot) => frameId(kid, sequence, digest);
  const statusFrame = status && idOf(status);
  const dispenser = isDispenser(chain, input.data);
  const nozzles = status === undefined || !dispenser ? [] : Object.values(chain.nozzles ?? {});
  const basis = limitBasis(chain, input.data);
  const interval = chain.identity?.reportingInterval ?? input.data?.reportingInterval ?? rules.defaultReportingInterval;
  const silent = chain.lastReceived === 0 || isSilent(chain.lastReceived, interval, now, rules);
  const reasons: Reason[] = [];
  let errors: ErrorEstimate[] = [];
  if (status !== undefined) {
    errors = dispenser ? estimateVolumeErrors(nozzles, rules) : estimateErrors(status.channels, basis, rules);
    const source = ({ nozzle }: ErrorEstimate) => idOf(nozzles.find((one) => one.nozzle?.index === nozzle) ?? status);
    reasons.push(
      ...selfStateReasons(chain, kid, rules),
      ...flagReasons(status.flags, idOf(status)),
      ...estimateReasons(errors, status, basis, source, rules),
    );
  }
  reasons.push(
    ...incidentReasons(chain, now, rules),
    ...freshnessReasons(chain, revoked, silent, interval, now, statusFrame),
    ...sealReasons(chain, kid, statusFrame, revoked),
    ...lifeReasons(chain, kid, assurance),
    ...knowledgeReasons({ ...input, dispenser, basis, statusFrame }),
    ...judgedReasons(chain, status, nozzles, statusFrame),
  );
  return {
    kid,
    evaluatedAt: now,
    rules: ruleSetName(rules),
    level: levelOf(reasons),
    preliminary: true,
    selfState: status === undefined ? undefined : selfStates[status.selfState],
    fresh: status !== undefined && !silent,
    expectedBy: chain.lastReceived === 0 ? undefined : expectedBy(chain.lastReceived, interval, rules),
    errors,
    spanObserved: chain.spanObserved !== undefined,
    spanLastObserved: chain.spanObserved?.received.latest,
    accuracyClass: basis.accuracyClass,
    statusFrame,
    missingFrames: missingFrames(chain),
    reasons,
  };
}

function isDispenser({ identity, status }: ChainState, data: InstrumentData | undefined): boolean {
  const kind = identity?.instrumentKind ?? data?.instrumentKind;
  return kind === undefined ? status?.nozzle !== undefined : kind === INSTRUMENT_KIND_DISPENSER;
}

/** What the instrument signed about itself goes before what a register says; Max in e needs both Max and e. */
function limitBasis(chain: ChainState, data: InstrumentData | undefined): LimitBasis {
  const signed = chain.identity?.instrumentKind === INSTRUMENT_KIND_SCALE ? chain.identity : undefined;
  const { accuracyClass, maximumCapacity, verificationInterval } = signed ?? data ?? {};
  return {
    accuracyClass,
    maximum: maximumCapacity && verificationInterval ? maximumCapacity / verificationInterval : undefined,
  };
}
