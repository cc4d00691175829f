import { UNOBSERVED_BIT_SPAN, UNOBSERVED_BIT_VOLUME } from '@hengzhun/protocol';
import { frameId } from '../frames/frame-id.js';
import { type ChainState, missingFrames } from '../ingest/chain-state.js';
import { writeMoment } from '../records/fields/times.js';
import type { KeyAssurance } from '../registry/records.js';
import { unobservedTexts } from '../words/unobserved.js';
import type { LimitBasis } from './error-estimates.js';
import type { Bilingual, Reason } from './levels.js';

/** What the evaluation knows besides the chain. */
export interface KnowledgeInput {
  readonly kid: string;
  readonly chain: ChainState;
  readonly assurance?: KeyAssurance;
  readonly dispenser: boolean;
  readonly basis: LimitBasis;
  readonly statusFrame: string | undefined;
}

/** What cannot be known, said each time: silence about it would read as assurance. */
export function knowledgeReasons(input: KnowledgeInput): Reason[] {
  const { chain, basis, dispenser } = input;
  const reasons: Reason[] = [spanReason(input), ...unobservedReasons(input)];
  if ((input.assurance ?? 'low') === 'low') {
    const text = {
      zh: '密钥保障等级低：自报证据不能用于减少检查',
      en: 'low key assurance: its evidence can never reduce inspections',
    };
    reasons.push({ code: 'assurance-low', severity: 'information', text, evidence: [] });
  }
  if (!dispenser && (basis.accuracyClass === undefined || basis.maximum === undefined)) {
    const text = {
      zh: '准确度等级或最大秤量未知：暂按 III 级上限判断',
      en: 'accuracy class or Max not known: judged by the limits of class III',
    };
    reasons.push({ code: 'class-unknown', severity: 'information', text, evidence: [] });
  }
  const missing = missingFrames(chain);
  if (missing > 0) {
    const text = {
      zh: `链中缺 ${missing} 帧：可能在无人接收时发出，也可能被截留`,
      en: `${missing} frames of the chain are missing: sent while nobody listened, or withheld`,
    };
    reasons.push({ code: 'frame-gap', severity: 'information', text, evidence: [] });
  }
  return reasons;
}

/** When the instrument last saw the error that matters most: that of its span, or of the volume per revolution of its meter. */
function spanReason({ chain, kid, dispenser, statusFrame }: KnowledgeInput): Reason {
  const seen = chain.spanObserved;
  if (!dispenser && seen !== undefined) {
    const at = writeMoment(Math.ceil(seen.received.latest));
    const text = {
      zh: `最近一次观测量程：${at}（内置标准砝码）`,
      en: `span last observed: ${at} (internal reference mass)`,
    };
    const evidence = [frameId(kid, seen.sequence, seen.digest)];
    return { code: 'span-last-observed', severity: 'information', text, evidence };
  }
  const text: Bilingual = dispenser
    ? {
        zh: '本仪器从未观测到流量计每转体积：此评价不涉及发油量本身的误差',
        en: 'volume per revolution never observed by this instrument: nothing is said about the error of the volume itself',
      }
    : {
        zh: '本仪器从未观测到量程误差（没有内置标准砝码）：此评价不涉及载荷下的示值误差',
        en: 'span never observed by this instrument (no internal reference mass): nothing is said about its error under load',
      };
  const evidence = statusFrame === undefined ? [] : [statusFrame];
  return { code: 'span-not-observed', severity: 'information', text, evidence };
}

/** What else may drift unseen, as the signed identity says; the span has its own reason. */
function unobservedReasons({ chain, kid }: KnowledgeInput): Reason[] {
  const { identity } = chain;
  if (identity === undefined) return [];
  const spans = 2 ** UNOBSERVED_BIT_SPAN + 2 ** UNOBSERVED_BIT_VOLUME;
  const texts = unobservedTexts((identity.unobserved & ~spans) >>> 0);
  if (texts.length === 0) return [];
  const text = {
    zh: `本仪器还看不到：${texts.map(({ zh }) => zh).join('、')}`,
    en: `this instrument cannot see either: ${texts.map(({ en }) => en).join(', ')}`,
  };
  const evidence = [frameId(kid, identity.sequence, identity.digest)];
  return [{ code: 'not-observed', severity: 'information', text, evidence }];
}
