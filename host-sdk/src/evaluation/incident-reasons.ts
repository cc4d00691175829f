import type { ChainState, IncidentTotal } from '../ingest/chain-state.js';
import type { StatusRules } from '../rules/status-rules.js';
import type { Bilingual, Reason } from './levels.js';

/** Proof against the instrument or its key: counts until a person has dealt with it. */
const lasting: Record<string, Bilingual> = {
  'frame-forked': {
    zh: '同一序号有两份不同的签名报文：克隆、回退或闪存被恢复',
    en: 'two different signed frames carry one sequence number: clone, rollback or restored flash',
  },
  'chain-broken': {
    zh: '链断裂：报文所指的前一报文与存储的不同',
    en: 'the chain is broken: a frame names another predecessor than the one stored',
  },
  'counter-rollback': {
    zh: '计数器倒退（启动次数、运行时间或日志长度）',
    en: 'counters went backwards (boot count, uptime or log length)',
  },
  'sequence-rollback': {
    zh: '对新质询的回答用了旧序号：状态被回退',
    en: 'a fresh answer carries an old sequence number: the state was rolled back',
  },
  'identity-mismatch': {
    zh: '报文所称身份与登记不符',
    en: 'the frame claims another identity than the one enrolled for its key',
  },
  'totaliser-rollback': {
    zh: '油枪累计量或加油次数倒退',
    en: 'the totaliser or the number of fuelings of a nozzle went backwards',
  },
  'software-rollback': {
    zh: '软件计数倒退：运行着旧软件',
    en: 'the software counter went backwards: older software runs',
  },
  'key-epoch-rollback': {
    zh: '命令密钥代次倒退：旧密钥又被接受',
    en: 'the epoch of a command key went backwards: an older key is accepted again',
  },
  'retired-active': {
    zh: '已退役的仪器仍在工作',
    en: 'the instrument was retired and yet works',
  },
  'log-head-mismatch': {
    zh: '事件日志与签名的日志头不符',
    en: 'the event log does not hash to the signed head',
  },
};

/** Proof against the line only: anyone on it can cause these, so they raise the level for a time and never prove the instrument bad. */
const passing: Record<string, Bilingual> = {
  'frame-replayed': { zh: '线路上出现重放的报文', en: 'frames were replayed on the line' },
  'frame-malformed': { zh: '线路上出现不合规约的报文', en: 'malformed frames came over the line' },
  'frame-signature-invalid': {
    zh: '线路上出现签名无效的报文',
    en: 'frames with an invalid signature came over the line',
  },
  'frame-wrong-key': {
    zh: '有报文以未登记的密钥冒称该仪器',
    en: 'a frame claims this instrument with a key that is not enrolled',
  },
  'frame-key-retired': { zh: '停用的密钥仍在签名', en: 'a retired key still signs' },
  'frame-key-revoked': { zh: '吊销的密钥仍在签名', en: 'a revoked key still signs' },
};

/** Tamper evidence as reasons. @param now host time, ms since 1970 */
export function incidentReasons(state: ChainState, now: number, rules: StatusRules): Reason[] {
  const reasons: Reason[] = [];
  let recent = 0;
  const since = now - rules.tamperMemory * 1000;
  const counted = (total: IncidentTotal) => ({ zh: `（${total.count} 次）`, en: ` (${total.count} in all)` });
  for (const [code, total] of Object.entries(state.incidents)) {
    const text = lasting[code];
    if (text === undefined) {
      if (code in passing && total.lastAt >= since) recent += total.count;
      continue;
    }
    const { zh, en } = counted(total);
    reasons.push({ code, severity: 'warning', text: { zh: text.zh + zh, en: text.en + en }, evidence: total.evidence });
  }
  for (const [code, total] of Object.entries(state.incidents)) {
    const text = passing[code];
    if (text === undefined) continue;
    const severity = total.lastAt < since ? 'information' : recent >= rules.tamperWarning ? 'warning' : 'attention';
    const { zh, en } = counted(total);
    reasons.push({ code, severity, text: { zh: text.zh + zh, en: text.en + en }, evidence: total.evidence });
  }
  return reasons;
}
