import { SELF_STATE_ALARM, SELF_STATE_INOPERATIVE } from '@hengzhun/protocol';
import { frameId } from '../frames/frame-id.js';
import type { ChainState } from '../ingest/chain-state.js';
import type { StatusRules } from '../rules/status-rules.js';
import { type Reason, selfStates, selfStateText } from './levels.js';

/** The instrument's own word, now and a while ago. `chain` has a status. */
export function selfStateReasons(chain: ChainState, kid: string, rules: StatusRules): Reason[] {
  const status = chain.status!;
  const reasons: Reason[] = [];
  if (status.selfState > 0) {
    const word = selfStateText[selfStates[status.selfState]!];
    const states = status.nozzle?.selfStates ?? [];
    const nozzles = states.flatMap((state, index) => (state > 0 ? [index] : []));
    const [zh, en] = nozzles.length === 0 ? ['', ''] : [`（油枪 ${nozzles}）`, ` (nozzle ${nozzles.join(', ')})`];
    reasons.push({
      code: `self-state-${selfStates[status.selfState]}`,
      severity: status.selfState >= SELF_STATE_ALARM ? 'warning' : 'attention',
      text: { zh: `仪器自评：${word.zh}${zh}`, en: `the instrument calls itself: ${word.en}${en}` },
      evidence: [frameId(kid, status.sequence, status.digest)],
    });
  }
  for (let state = SELF_STATE_INOPERATIVE as number; state > status.selfState; state--) {
    const raised = chain.lastRaised[state];
    if (raised === undefined || status.sequence - raised.sequence > rules.memoryFrames) continue;
    const word = selfStateText[selfStates[state]!];
    const ago = status.sequence - raised.sequence;
    reasons.push({
      code: 'self-state-cleared',
      severity: 'attention',
      text: {
        zh: `${ago} 帧之前仪器自评：${word.zh}，现已解除`,
        en: `${ago} frames ago the instrument called itself: ${word.en}; it has cleared since`,
      },
      evidence: [frameId(kid, raised.sequence, raised.digest)],
    });
    break;
  }
  return reasons;
}
