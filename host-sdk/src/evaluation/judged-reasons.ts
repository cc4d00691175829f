import { CHANNEL_CONDITION_BIT_LEARNING, INSTRUMENT_KIND_DISPENSER } from '@hengzhun/protocol';
import type { ChainState, StatusSnapshot } from '../ingest/chain-state.js';
import type { Reason } from './levels.js';

/** Whether there was anything to judge: a channel that has learned and has a value, and a frame of every nozzle. */
export function judgedReasons(
  { identity }: ChainState,
  status: StatusSnapshot | undefined,
  nozzles: readonly StatusSnapshot[],
  statusFrame: string | undefined,
): Reason[] {
  if (status === undefined || statusFrame === undefined) return [];
  const reasons: Reason[] = [];
  const evidence = [statusFrame];
  if (![status, ...nozzles].some(hasJudgedChannel)) {
    const text = {
      zh: '还没有一个通道可供判断（学习中或无数据）',
      en: 'no channel can be judged yet (learning, or without data)',
    };
    reasons.push({ code: 'nothing-judged', severity: 'doubt', text, evidence });
  }
  if (identity?.instrumentKind !== INSTRUMENT_KIND_DISPENSER) return reasons;
  const seen = new Set(nozzles.map(({ nozzle }) => nozzle?.index));
  const unseen = identity.nozzles.flatMap((_, index) => (seen.has(index) ? [] : [index]));
  if (unseen.length > 0) {
    const text = {
      zh: `尚未收到油枪 ${unseen} 的状态报文`,
      en: `no status frame of nozzle ${unseen.join(', ')} was received yet`,
    };
    reasons.push({ code: 'nozzle-not-seen', severity: 'doubt', text, evidence });
  }
  return reasons;
}

function hasJudgedChannel({ channels }: StatusSnapshot): boolean {
  return channels.some(
    ({ value, conditions }) => value !== undefined && (conditions >> CHANNEL_CONDITION_BIT_LEARNING) % 2 === 0,
  );
}
