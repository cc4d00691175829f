import {
  EVENT_ASYMMETRY,
  EVENT_BASELINE,
  EVENT_BOOT,
  EVENT_CHECK,
  EVENT_COMMAND,
  EVENT_DRIFT,
  EVENT_ELEMENT,
  EVENT_FUELING,
  EVENT_KEY,
  EVENT_LIFE,
  EVENT_LOCK,
  EVENT_LOG_FULL,
  EVENT_OVERLOAD,
  EVENT_PARAMETER,
  EVENT_RECORD,
  EVENT_REFUSALS,
  EVENT_SEAL,
  EVENT_SELF_STATE,
  EVENT_STORAGE,
  EVENT_SUPPLY,
  EVENT_TIME_ANCHOR,
  EVENT_TOTAL,
  EVENT_UPDATE,
  EVENT_WARM_UP,
} from '@hengzhun/protocol';
import type { Bilingual } from '../evaluation/levels.js';

const names: Readonly<Record<number, Bilingual>> = {
  [EVENT_BOOT]: { zh: '启动', en: 'boot' },
  [EVENT_SELF_STATE]: { zh: '自评变化', en: 'self-state' },
  [EVENT_DRIFT]: { zh: '漂移', en: 'drift' },
  [EVENT_COMMAND]: { zh: '命令', en: 'command' },
  [EVENT_REFUSALS]: { zh: '拒绝', en: 'refusals' },
  [EVENT_TIME_ANCHOR]: { zh: '授时', en: 'time anchor' },
  [EVENT_SEAL]: { zh: '封印', en: 'seal' },
  [EVENT_BASELINE]: { zh: '基线', en: 'baseline' },
  [EVENT_RECORD]: { zh: '历史记录', en: 'record' },
  [EVENT_STORAGE]: { zh: '存储', en: 'storage' },
  [EVENT_LOG_FULL]: { zh: '日志已满', en: 'log full' },
  [EVENT_PARAMETER]: { zh: '参数变更', en: 'parameter' },
  [EVENT_CHECK]: { zh: '标准器比对', en: 'reference check' },
  [EVENT_LOCK]: { zh: '自锁', en: 'lock' },
  [EVENT_FUELING]: { zh: '加油异常', en: 'fueling' },
  [EVENT_TOTAL]: { zh: '累计量', en: 'total' },
  [EVENT_KEY]: { zh: '密钥更换', en: 'key' },
  [EVENT_UPDATE]: { zh: '软件更新', en: 'update' },
  [EVENT_ELEMENT]: { zh: '安全芯片', en: 'secure element' },
  [EVENT_LIFE]: { zh: '寿命阶段', en: 'life stage' },
  [EVENT_WARM_UP]: { zh: '预热', en: 'warm-up' },
  [EVENT_SUPPLY]: { zh: '供电', en: 'supply' },
  [EVENT_ASYMMETRY]: { zh: '示值偏向', en: 'asymmetry' },
  [EVENT_OVERLOAD]: { zh: '超载', en: 'overload' },
};

/** Name of an EVENT_*. */
export function eventName(kind: number): Bilingual {
  return names[kind] ?? { zh: `事件 ${kind}`, en: `event ${kind}` };
}
