import {
  REFUSAL_BAD_ARGUMENT,
  REFUSAL_BAD_NONCE,
  REFUSAL_BAD_TAG,
  REFUSAL_BUSY,
  REFUSAL_INTEGRITY,
  REFUSAL_LOG_FULL,
  REFUSAL_MALFORMED,
  REFUSAL_NOT_ALLOWED,
  REFUSAL_NOT_PROVISIONED,
  REFUSAL_RANGE,
  REFUSAL_RETIRED,
  REFUSAL_ROLE,
  REFUSAL_ROLLBACK,
  REFUSAL_SEALED,
  REFUSAL_STORAGE,
  REFUSAL_UNKNOWN_KEY,
  REFUSAL_UNKNOWN_REQUEST,
  REFUSAL_UNSTABLE,
} from '@hengzhun/protocol';
import type { Bilingual } from '../evaluation/levels.js';

/** Why an instrument refuses, and what to do about it. */
const reasons: Readonly<Record<number, Bilingual>> = {
  [REFUSAL_MALFORMED]: { zh: '它读不懂该报文', en: 'it could not read the message' },
  [REFUSAL_UNKNOWN_REQUEST]: { zh: '它的软件不认识该请求', en: 'its software does not know the request' },
  [REFUSAL_UNKNOWN_KEY]: {
    zh: '它不认识该命令密钥；请检查角色、密钥代次和管辖区',
    en: 'it does not know the command key; check role, epoch and jurisdiction',
  },
  [REFUSAL_BAD_TAG]: {
    zh: '认证标签或签名不对；请检查命令密钥',
    en: 'the authentication tag or signature is wrong; check the command key',
  },
  [REFUSAL_BAD_NONCE]: {
    zh: '命令随机数未知、已用或过期；请重新索取后再发',
    en: 'the command nonce is unknown, used or expired; ask for a new one and send again',
  },
  [REFUSAL_BAD_ARGUMENT]: { zh: '参数超出范围', en: 'an argument is out of range' },
  [REFUSAL_NOT_ALLOWED]: {
    zh: '在目前状态下不允许（例如已经封印）',
    en: 'not allowed in its present state (sealed already, for example)',
  },
  [REFUSAL_RANGE]: { zh: '没有这些日志条目或这支油枪', en: 'it has no such log entries, or no such nozzle' },
  [REFUSAL_BUSY]: { zh: '正忙；请稍后再问', en: 'it is busy; ask again later' },
  [REFUSAL_NOT_PROVISIONED]: { zh: '尚未配置身份；请先配置', en: 'it is not provisioned; provision it first' },
  [REFUSAL_ROLE]: {
    zh: '该角色无权这样做；请用有权角色的密钥',
    en: 'this role may not do that; use the key of a role that may',
  },
  [REFUSAL_SEALED]: { zh: '已封印；请先启封', en: 'it is sealed; unseal it first' },
  [REFUSAL_LOG_FULL]: {
    zh: '事件日志已满，不能记录的事不做；请先读出日志并送修',
    en: 'its event log is full, and what cannot be logged is not done; read the log and have it serviced',
  },
  [REFUSAL_ROLLBACK]: {
    zh: '密钥代次或软件计数没有增加；请用更大的值',
    en: 'epoch or software counter does not grow; use a greater one',
  },
  [REFUSAL_INTEGRITY]: {
    zh: '映像不完整，或不是所授权的那个；请重新授权并传送',
    en: 'the image is incomplete or not the one authorised; authorise and send it again',
  },
  [REFUSAL_STORAGE]: { zh: '闪存没有写入，或没有空间', en: 'its flash did not take it, or has no room for it' },
  [REFUSAL_UNSTABLE]: {
    zh: '示值不稳定，或没有可比对的加油；请等稳定后再做',
    en: 'no stable indication, or no fueling to compare with; wait and do it again',
  },
  [REFUSAL_RETIRED]: { zh: '仪器已退役', en: 'the instrument is retired' },
};

/** What a REFUSAL_* reason means and what to do about it. */
export function refusalText(reason: number): Bilingual {
  return (
    reasons[reason] ?? {
      zh: `原因 ${reason}（本版本不认识）`,
      en: `reason ${reason}, which this version does not know`,
    }
  );
}
