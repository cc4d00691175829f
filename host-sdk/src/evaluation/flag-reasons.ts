import {
  FLAG_BIT_CREEP,
  FLAG_BIT_LEARNING,
  FLAG_BIT_LOG_FULL,
  FLAG_BIT_LOG_NEARLY_FULL,
  FLAG_BIT_MEMORY,
  FLAG_BIT_NOISE,
  FLAG_BIT_OVERLOAD,
  FLAG_BIT_PROVISIONING,
  FLAG_BIT_REJECTIONS,
  FLAG_BIT_RESTARTED,
  FLAG_BIT_SENSOR_FAULT,
  FLAG_BIT_SIGNER_FAULT,
  FLAG_BIT_STORAGE_FAULT,
  FLAG_BIT_TEMPERATURE_RANGE,
  FLAG_BIT_UNDERLOAD,
  FLAG_BIT_UNSTABLE,
  FLAG_BIT_ZERO_DRIFT,
  FLAG_BIT_ZERO_RETURN,
} from '@hengzhun/protocol';
import type { Bilingual, Reason, Severity } from './levels.js';

/** What each flag of the wire contract means to a person. */
const flags: readonly [number, string, Severity, Bilingual][] = [
  [
    FLAG_BIT_ZERO_DRIFT,
    'flag-zero-drift',
    'attention',
    { zh: '零点偏离温度补偿基线', en: 'the zero has left its temperature-compensated baseline' },
  ],
  [
    FLAG_BIT_ZERO_RETURN,
    'flag-zero-return',
    'attention',
    { zh: '卸载后零点不复原', en: 'the zero does not return after unloading' },
  ],
  [
    FLAG_BIT_CREEP,
    'flag-creep',
    'attention',
    { zh: '恒载下示值蠕变', en: 'the indication creeps under a constant load' },
  ],
  [FLAG_BIT_NOISE, 'flag-noise', 'attention', { zh: '静态噪声超限', en: 'the noise at rest is above its limit' }],
  [FLAG_BIT_UNSTABLE, 'flag-unstable', 'attention', { zh: '长时间不能稳定', en: 'no stable equilibrium for too long' }],
  [FLAG_BIT_OVERLOAD, 'flag-overload', 'attention', { zh: '超载', en: 'overload' }],
  [
    FLAG_BIT_UNDERLOAD,
    'flag-underload',
    'attention',
    { zh: '欠载（低于置零范围）', en: 'below zero beyond the zero-setting range' },
  ],
  [
    FLAG_BIT_SENSOR_FAULT,
    'flag-sensor-fault',
    'warning',
    { zh: '传感器故障', en: 'sensor fault: no samples, saturated or implausible' },
  ],
  [
    FLAG_BIT_TEMPERATURE_RANGE,
    'flag-temperature-range',
    'attention',
    { zh: '温度超出额定范围', en: 'outside the rated temperature range' },
  ],
  [
    FLAG_BIT_LEARNING,
    'flag-learning',
    'information',
    {
      zh: '基线尚在学习，漂移还不能判断',
      en: 'a baseline is still being learned: drift against it cannot be judged yet',
    },
  ],
  [
    FLAG_BIT_REJECTIONS,
    'flag-rejections',
    'attention',
    { zh: '预滤波剔除的样本过多', en: 'too many samples are rejected by the pre-filter' },
  ],
  [
    FLAG_BIT_LOG_NEARLY_FULL,
    'flag-log-nearly-full',
    'information',
    { zh: '事件日志将满', en: 'the event log is nearly full' },
  ],
  [FLAG_BIT_LOG_FULL, 'flag-log-full', 'attention', { zh: '事件日志已满', en: 'the event log is full' }],
  [FLAG_BIT_STORAGE_FAULT, 'flag-storage-fault', 'warning', { zh: '存储故障', en: 'state or log could not be stored' }],
  [FLAG_BIT_RESTARTED, 'flag-restarted', 'information', { zh: '曾意外重启', en: 'the last reboot was not requested' }],
  [FLAG_BIT_MEMORY, 'flag-memory', 'attention', { zh: '内存曾耗尽', en: 'the interpreter ran out of memory' }],
  [
    FLAG_BIT_SIGNER_FAULT,
    'flag-signer-fault',
    'attention',
    { zh: '签名一次值校验失败', en: 'a one-time value of the signer failed its check' },
  ],
  [FLAG_BIT_PROVISIONING, 'flag-provisioning', 'warning', { zh: '未配置有效身份', en: 'no valid identity' }],
];

/** The instrument's flags as reasons; `evidence` is the frame that carries them. Flags this version does not know are named by number. */
export function flagReasons(word: number, evidence: string): Reason[] {
  const reasons: Reason[] = [];
  let unknown = word;
  for (const [bit, code, severity, text] of flags) {
    if ((word >>> bit) % 2 === 0) continue;
    unknown -= 2 ** bit;
    reasons.push({
      code,
      severity,
      text: { zh: `仪器自报：${text.zh}`, en: `the instrument reports: ${text.en}` },
      evidence: [evidence],
    });
  }
  if (unknown > 0) {
    const hex = unknown.toString(16);
    const text = {
      zh: `仪器报告了未知标志 0x${hex}`,
      en: `the instrument reports flags that this version does not know: 0x${hex}`,
    };
    reasons.push({ code: 'flag-unknown', severity: 'attention', text, evidence: [evidence] });
  }
  return reasons;
}
