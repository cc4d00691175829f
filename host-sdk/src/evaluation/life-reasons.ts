import { LIFE_STAGE_COMMISSIONED, LIFE_STAGE_RETIRED } from '@hengzhun/protocol';
import { frameId } from '../frames/frame-id.js';
import type { ChainState } from '../ingest/chain-state.js';
import type { KeyAssurance } from '../registry/records.js';
import { lifeStageText } from '../words/life-stages.js';
import type { Reason } from './levels.js';

/** What the identity frame says of the instrument's stage of life, and of the secure element that its key should be in. */
export function lifeReasons(chain: ChainState, kid: string, assurance: KeyAssurance | undefined): Reason[] {
  const { identity } = chain;
  if (identity === undefined) return [];
  const evidence = [frameId(kid, identity.sequence, identity.digest)];
  const reasons: Reason[] = [];
  if (identity.lifeStage !== LIFE_STAGE_COMMISSIONED) {
    const { zh, en } = lifeStageText(identity.lifeStage);
    const text = { zh: `仪器不在用：${zh}`, en: `the instrument is not in service: ${en}` };
    const severity = identity.lifeStage === LIFE_STAGE_RETIRED ? 'doubt' : 'attention';
    reasons.push({ code: 'not-in-service', severity, text, evidence });
  }
  if (assurance === 'secure-element' && identity.element === undefined) {
    const text = {
      zh: '密钥登记为在安全芯片中，但仪器没有报告安全芯片',
      en: 'its key is enrolled as kept in a secure element, but the instrument names none',
    };
    reasons.push({ code: 'element-not-named', severity: 'warning', text, evidence });
  }
  return reasons;
}
