import * as protocol from '@hengzhun/protocol';
import { decodeEvent, type LogEvent, writeEvent } from '@hengzhun/protocol';
import { describe, expect, it } from 'vitest';
import {
  type Bilingual,
  channelWords,
  commandText,
  describeEvent,
  eventName,
  flagWords,
  lifeStageText,
  lockReasonText,
  refusalText,
  resetReasonText,
  roleText,
  sealStateText,
  unobservedTexts,
  updateStepText,
} from '../../src/index.js';

/** Constants of the contract with a prefix, as [name, value]. */
const constants = (prefix: string, except?: RegExp): [string, number][] =>
  Object.entries(protocol).filter(
    ([name, value]) => name.startsWith(prefix) && typeof value === 'number' && !except?.test(name),
  ) as [string, number][];

describe('every number of hengzhun.cddl has its words', () => {
  const groups: [string, RegExp | undefined, (value: number) => Bilingual][] = [
    ['FLAG_BIT_', undefined, (bit) => flagWords(bit).text],
    ['CHANNEL_', /CONDITION|SIZE|UNAVAILABLE|UNKNOWN/, (identifier) => channelWords(identifier).name],
    ['EVENT_', undefined, eventName],
    ['COMMAND_', /RESULT/, commandText],
    ['REFUSAL_', undefined, refusalText],
    ['LOCK_REASON_', undefined, lockReasonText],
    ['LIFE_STAGE_', undefined, lifeStageText],
    ['UPDATE_STEP_', undefined, updateStepText],
    ['UNOBSERVED_BIT_', undefined, (bit) => unobservedTexts(2 ** bit)[0]!],
    ['ROLE_', undefined, roleText],
    ['SEAL_STATE_', undefined, sealStateText],
    ['RESET_REASON_', undefined, resetReasonText],
  ];

  it.each(groups)('%s', (prefix, except, words) => {
    const values = constants(prefix, except);
    expect(values.length).toBeGreaterThan(1);
    const texts = values.map(([, value]) => words(value));
    for (const { zh, en } of texts) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/^[ -~±]+$/);
      // What this version does not know is named by its number: these are known.
      expect(en).not.toMatch(/^(channel|event|command|reason|stage|step|item|role|seal state|lock reason) \d+/);
    }
    expect(new Set(texts.map(({ en }) => en)).size).toBe(values.length);
    expect(new Set(texts.map(({ zh }) => zh)).size).toBe(values.length);
  });

  it('what this version does not know is named by its number', () => {
    for (const words of [eventName, commandText, refusalText, lockReasonText, lifeStageText, updateStepText]) {
      expect(words(250).en).toContain('250');
      expect(words(250).zh).toContain('250');
    }
    expect(channelWords(250)).toMatchObject({ divisor: 1, unit: '' });
    expect(unobservedTexts(2 ** 31 + 1).map(({ en }) => en)).toEqual(['span (no internal reference mass)', 'item 31']);
  });
});

describe('events in words', () => {
  const event = (kind: number, items: (number | string)[]): LogEvent =>
    decodeEvent(Buffer.from(writeEvent(kind, 1, 2, items), 'latin1'));

  it.each<[number, (number | string)[], string, string]>([
    [protocol.EVENT_BOOT, [2], 'boot: watchdog', '启动：看门狗'],
    [
      protocol.EVENT_SELF_STATE,
      [0, 2, 2 ** 31 + 4],
      'self-state: normal → alarm (creep, totaliser)',
      '自评变化：正常 → 报警（蠕变、累计量不符）',
    ],
    [
      protocol.EVENT_DRIFT,
      [1, -1500, 40, -210, 15],
      'drift: zero -1.5 ± 0.04 e, -0.21 ± 0.015 e/d',
      '漂移：零点 -1.5 ± 0.04 e, -0.21 ± 0.015 e/d',
    ],
    [
      protocol.EVENT_BASELINE,
      [16, -120, 60, 0],
      'baseline: pulse equivalent -0.012 ± 0.006 %',
      '基线：脉冲当量 -0.012 ± 0.006 %',
    ],
    [protocol.EVENT_COMMAND, [8, 0, 'digest..'], 'command: unlock: done', '命令：授权解锁：已执行'],
    [
      protocol.EVENT_COMMAND,
      [8, 11, 'digest..'],
      'command: unlock: this role may not do that',
      '命令：授权解锁：该角色无权这样做',
    ],
    [protocol.EVENT_REFUSALS, [4, 7], 'refusals: 7 times', '拒绝：7 次'],
    [
      protocol.EVENT_TIME_ANCHOR,
      [1_790_000_000, 25],
      'time anchor: 2026-09-21T14:13:20.000Z ± 25 ms',
      '授时：2026-09-21T14:13:20.000Z ± 25 ms',
    ],
    [protocol.EVENT_SEAL, [0, 1], 'seal: unsealed → sealed', '封印：未封印 → 已封印'],
    [
      protocol.EVENT_PARAMETER,
      [4, -317, 5, 2],
      'parameter: parameter 4: -317 → 5 (authority)',
      '参数变更：参数 4：-317 → 5（主管机构）',
    ],
    [
      protocol.EVENT_CHECK,
      [1_000_000, -250, 120, 2150],
      'reference check: error -250 ± 120 (u) at 1000000',
      '标准器比对：在 1000000 处误差 -250 ± 120（u）',
    ],
    [protocol.EVENT_LOCK, [1, 0], 'lock: the case was opened', '自锁：开壳锁机'],
    [
      protocol.EVENT_FUELING,
      [1, 25, 6100, 3],
      'fueling: nozzle 1: pulse deviation 6100, count 3',
      '加油异常：油枪 1：脉冲当量超差 6100，第 3 次',
    ],
    [
      protocol.EVENT_TOTAL,
      [1, 2 ** 40 - 1, 9],
      'total: nozzle 1: 1099511627.775 L in 9 fuelings',
      '累计量：油枪 1：累计 1099511627.775 L，加油 9 次',
    ],
    [protocol.EVENT_KEY, [3, 0, 1], 'key: inspector: epoch 0 → 1', '密钥更换：检定人员：代次 0 → 1'],
    [
      protocol.EVENT_UPDATE,
      [4, 3, '\x01', '\x02'],
      'update: activated, software counter 3 (01 → 02)',
      '软件更新：已启用，软件计数 3（01 → 02）',
    ],
    [protocol.EVENT_ELEMENT, [2, '\x01\x23'], 'secure element: exchanged 0123', '安全芯片：被换 0123'],
    [protocol.EVENT_LIFE, [0, 1], 'life stage: born, never sealed → in service', '寿命阶段：已出厂，未封印 → 在用'],
    [
      protocol.EVENT_WARM_UP,
      [-420, 1800],
      'warm-up: zero moved by -0.42 e in 1800 s',
      '预热：零点移动 -0.42 e，历时 1800 s',
    ],
    [protocol.EVENT_SUPPLY, [4710, 12], 'supply: lowest 4710 mV, 12 dips', '供电：最低 4710 mV，跌落 12 次'],
    [
      protocol.EVENT_DRIFT,
      [16, -1200, 60, 0, 0, 1],
      'drift: nozzle 1: pulse equivalent -0.12 ± 0.006 %',
      '漂移：油枪 1：脉冲当量 -0.12 ± 0.006 %',
    ],
    [protocol.EVENT_FUELING, [0, 99, 1, 1], 'fueling: nozzle 0: flag 99 1', '加油异常：油枪 0：标志 99 1'],
    [
      protocol.EVENT_ASYMMETRY,
      [0, 40, 9],
      'asymmetry: nozzle 0: 40 fuelings short, 9 over',
      '示值偏向：油枪 0：少发 40 次，多发 9 次',
    ],
    [
      protocol.EVENT_OVERLOAD,
      [3300, 2, 1],
      'overload: 3300 e, count 2, beyond the safe load of the cell',
      '超载：3300 e，第 2 次，超出传感器安全载荷',
    ],
    [protocol.EVENT_OVERLOAD, [3100, 1, 0], 'overload: 3100 e, count 1', '超载：3100 e，第 1 次'],
    [protocol.EVENT_LOG_FULL, [], 'log full', '日志已满'],
    [protocol.EVENT_STORAGE, [1, 2], 'storage: 1, 2', '存储：1, 2'],
    [200, [1, '\xff'], 'event 200: 1, ff', '事件 200：1, ff'],
  ])('event %d %j', (kind, items, en, zh) => {
    const words = describeEvent(event(kind, items));
    expect(words.en.startsWith(en), words.en).toBe(true);
    expect(words.zh.startsWith(zh), words.zh).toBe(true);
  });

  it('an event with fewer items than its kind has is told as it is', () => {
    for (const [, kind] of constants('EVENT_')) expect(() => describeEvent(event(kind, []))).not.toThrow();
    expect(describeEvent(event(protocol.EVENT_PARAMETER, [4])).en).toBe('parameter: 4');
  });
});
