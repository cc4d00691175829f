import { type Bilingual, type Level, levelText } from '../evaluation/levels.js';
import type { ProofStepName, ProofVerdict } from './proof.js';

/** What each code of a step means and what to do; `{name}` is a particular of the step. */
const texts = {
  connected: { zh: '已连接 {link}', en: 'connected to {link}' },
  'connect-failed': { zh: '未能连接 {link}（{code}）', en: '{link} could not be connected: {message}' },

  identified: { zh: '自称出厂编号 {serialNumber}', en: 'calls itself serial number {serialNumber}' },

  'key-enrolled': { zh: '密钥 {kid} 已登记，有效', en: 'the key {kid} is enrolled and active' },
  'key-not-enrolled': {
    zh: '密钥 {kid} 未登记：应答不能证明任何事。请导入登记册，或登记该器具',
    en: 'the key {kid} is enrolled nowhere here: answers prove nothing. Import the register, or enrol the instrument',
  },
  'key-of-another': {
    zh: '器具自称 {ueid}，但该器具登记的是另一密钥：冒充，或更换主板后未登记。请勿采信',
    en: 'it claims to be {ueid}, which is enrolled with another key: an impostor, or a board swapped without enrolment. Do not believe it',
  },
  'key-revoked': {
    zh: '密钥 {kid} 已吊销：{why}。吊销后的帧不作为证据',
    en: 'the key {kid} is revoked: {why}. What it signs now is no evidence',
  },
  'key-retired': {
    zh: '密钥 {kid} 已停用（自序号 {endsAt} 起）：{why}。请核对是否已更换器具或主板',
    en: 'the key {kid} is retired from frame {endsAt} on: {why}. Check whether instrument or board was replaced',
  },
  'key-cloned': {
    zh: '密钥 {kid} 同时出现在 {count} 个地址：存在克隆。请找到两台器具并封存',
    en: 'the key {kid} is present at {count} addresses at once: one is a clone. Find both instruments and secure them',
  },
  'identity-forged': {
    zh: '身份帧的签名与登记的密钥 {kid} 不符：伪造。请勿采信',
    en: 'the identity is not signed by the enrolled key {kid}: forged. Do not believe it',
  },

  'challenge-answered': {
    zh: '应答新鲜，签名有效，{milliseconds} 毫秒',
    en: 'fresh answer, signature valid, {milliseconds} ms',
  },
  'challenge-unproved': {
    zh: '{milliseconds} 毫秒内收到含所发随机数的应答，但其密钥不受信任',
    en: 'an answer with our nonce in {milliseconds} ms, but its key is trusted by nobody here',
  },
  'challenge-other-nonce': {
    zh: '应答所含的不是所发的随机数：重放的旧帧，或他人的应答。请勿采信',
    en: 'the answer carries another nonce than ours: a recording, or the answer to somebody else. Do not believe it',
  },
  'challenge-forged': {
    zh: '应答的签名与登记的密钥不符：伪造。请勿采信',
    en: 'the answer is not signed by the enrolled key: forged. Do not believe it',
  },
  'challenge-other-key': {
    zh: '应答出自另一密钥 {other}：两台器具在同一连接上，或冒充。请勿采信',
    en: 'the answer is by another key, {other}: two instruments on one link, or an impostor. Do not believe it',
  },

  'nozzles-answered': { zh: '{count} 把油枪均已应答', en: 'all {count} nozzles answered' },

  'time-anchored': {
    zh: '时间已锚定：±{uncertainty} 毫秒',
    en: 'time anchored: ±{uncertainty} ms',
  },

  'log-proved': { zh: '事件日志 {length} 条，日志头核验无误', en: 'event log: {length} entries, head verified' },
  'log-contradicted': {
    zh: '签名的事件日志与先前证明的不符：历史被改写。请保留两者作为证据',
    en: 'the signed event log contradicts what was proved before: history was rewritten. Keep both as evidence',
  },
  'log-spoiled': {
    zh: '日志条目与签名的日志头不符：传输中被改动。请重新读取',
    en: 'the entries do not hash to the signed head: they were changed on the way. Read again',
  },

  'history-first': {
    zh: '首次读取，尚无可比对的历史',
    en: 'read for the first time: there is no history to compare with',
  },
  'history-continues': { zh: '接续已存历史（帧 {sequence}）', en: 'continues what is stored (frame {sequence})' },
  'history-behind': {
    zh: '序号 {sequence} 落后于已存的 {stored}：闪存被回退，或存在克隆。请按克隆或篡改处理',
    en: 'frame {sequence} is behind the stored {stored}: its flash was set back, or there is a clone. Treat it as tampered with',
  },
  'history-forked': {
    zh: '序号 {sequence} 已有另一份不同的签名帧：克隆、回退或闪存被恢复。请保留两者作为证据',
    en: 'another signed frame with number {sequence} is stored: clone, rollback or restored flash. Keep both as evidence',
  },
  'history-contradicted': {
    zh: '与已存历史矛盾：{findings}',
    en: 'contradicts what is stored: {findings}',
  },

  // Of its reports alone: what standards and others of its kind say of it is weighed by the judgement of the store.
  judged: { zh: '仅凭自报：{level}', en: 'by its reports alone: {level}' },

  'not-carried-out': { zh: '未能完成（{code}）', en: 'could not be carried out: {message}' },
  'busy-too-long': {
    zh: '器具持续繁忙，等待 {patience} 秒后放弃；请在 {retryAfter} 秒后再试',
    en: 'the instrument stayed busy for {patience} s; try again after {retryAfter} s',
  },
  'does-not-apply': { zh: '不适用', en: 'does not apply' },
  'not-reached': { zh: '未进行到此步', en: 'not reached' },
} as const satisfies Record<string, Bilingual>;

/** Codes of the steps of a fresh proof. Stable. */
export type ProofCode = keyof typeof texts;

export const proofCodes = Object.keys(texts) as ProofCode[];

/** What a code means, with its particulars filled in. A particular that is wanting stays visible as its name. */
export function proofText(code: ProofCode, detail: Readonly<Record<string, string | number>> = {}): Bilingual {
  const level = levelText[detail.level as Level];
  const { zh, en } = texts[code];
  return {
    zh: filled(zh, level ? { ...detail, level: level.zh } : detail),
    en: filled(en, level ? { ...detail, level: level.en } : detail),
  };
}

function filled(text: string, detail: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(detail[name] ?? whole));
}

const names: Readonly<Record<ProofStepName, Bilingual>> = {
  connect: { zh: '连接', en: 'connect' },
  identify: { zh: '识别', en: 'identify' },
  key: { zh: '密钥与登记', en: 'key and register' },
  challenge: { zh: '质询', en: 'challenge' },
  nozzles: { zh: '各油枪', en: 'nozzles' },
  time: { zh: '时间锚定', en: 'time' },
  log: { zh: '事件日志', en: 'event log' },
  history: { zh: '与已存历史比对', en: 'comparison with what is stored' },
  judgement: { zh: '状态评价', en: 'status evaluation' },
};

export function proofStepText(step: ProofStepName): Bilingual {
  return names[step];
}

const verdicts: Readonly<Record<ProofVerdict, Bilingual>> = {
  good: { zh: '通过', en: 'good' },
  attention: { zh: '注意', en: 'attention' },
  bad: { zh: '不符', en: 'bad' },
  failed: { zh: '未完成', en: 'failed' },
  skipped: { zh: '略过', en: 'skipped' },
};

export function proofVerdictText(verdict: ProofVerdict): Bilingual {
  return verdicts[verdict];
}
