import {
  FLAG_BIT_CORNER,
  FLAG_BIT_CREEP,
  FLAG_BIT_ELEMENT,
  FLAG_BIT_FLOW_RANGE,
  FLAG_BIT_IDLE_FLOW,
  FLAG_BIT_LEARNING,
  FLAG_BIT_LOCKED,
  FLAG_BIT_LOG_FULL,
  FLAG_BIT_LOG_NEARLY_FULL,
  FLAG_BIT_MEMORY,
  FLAG_BIT_NOISE,
  FLAG_BIT_OVERLOAD,
  FLAG_BIT_OVERSHOOT,
  FLAG_BIT_PAIRING,
  FLAG_BIT_PHASE,
  FLAG_BIT_PROVISIONING,
  FLAG_BIT_PULSE_DEVIATION,
  FLAG_BIT_PULSE_LOSS,
  FLAG_BIT_REJECTIONS,
  FLAG_BIT_RESTARTED,
  FLAG_BIT_SENSOR_FAULT,
  FLAG_BIT_SIGNER_FAULT,
  FLAG_BIT_SPAN,
  FLAG_BIT_STORAGE_FAULT,
  FLAG_BIT_SUPPLY,
  FLAG_BIT_TEMPERATURE_RANGE,
  FLAG_BIT_TOTALISER,
  FLAG_BIT_UNDERLOAD,
  FLAG_BIT_UNSTABLE,
  FLAG_BIT_WARM_UP,
  FLAG_BIT_ZERO_DRIFT,
  FLAG_BIT_ZERO_RETURN,
} from '@hengzhun/protocol';
import type { Bilingual } from '../evaluation/levels.js';

/** What a flag of the wire contract means to a person. */
export interface FlagWords {
  /** Stable code of the reason that it makes, such as `flag-creep`. */
  readonly code: string;
  /** A word or two. */
  readonly name: Bilingual;
  /** A sentence. */
  readonly text: Bilingual;
}

const flags: Readonly<Record<number, FlagWords>> = {
  [FLAG_BIT_ZERO_DRIFT]: {
    code: 'flag-zero-drift',
    name: { zh: '零点漂移', en: 'zero drift' },
    text: { zh: '零点偏离温度补偿基线', en: 'the zero has left its temperature-compensated baseline' },
  },
  [FLAG_BIT_ZERO_RETURN]: {
    code: 'flag-zero-return',
    name: { zh: '回零', en: 'zero return' },
    text: { zh: '卸载后零点不复原', en: 'the zero does not return after unloading' },
  },
  [FLAG_BIT_CREEP]: {
    code: 'flag-creep',
    name: { zh: '蠕变', en: 'creep' },
    text: { zh: '恒载下示值蠕变', en: 'the indication creeps under a constant load' },
  },
  [FLAG_BIT_NOISE]: {
    code: 'flag-noise',
    name: { zh: '噪声', en: 'noise' },
    text: { zh: '静态噪声超限', en: 'the noise at rest is above its limit' },
  },
  [FLAG_BIT_UNSTABLE]: {
    code: 'flag-unstable',
    name: { zh: '不稳定', en: 'unstable' },
    text: { zh: '长时间不能稳定', en: 'no stable equilibrium for too long' },
  },
  [FLAG_BIT_OVERLOAD]: {
    code: 'flag-overload',
    name: { zh: '超载', en: 'overload' },
    text: { zh: '超载', en: 'overload' },
  },
  [FLAG_BIT_UNDERLOAD]: {
    code: 'flag-underload',
    name: { zh: '欠载', en: 'underload' },
    text: { zh: '欠载（低于置零范围）', en: 'below zero beyond the zero-setting range' },
  },
  [FLAG_BIT_SENSOR_FAULT]: {
    code: 'flag-sensor-fault',
    name: { zh: '传感器故障', en: 'sensor fault' },
    text: { zh: '传感器故障', en: 'sensor fault: no samples, saturated or implausible' },
  },
  [FLAG_BIT_TEMPERATURE_RANGE]: {
    code: 'flag-temperature-range',
    name: { zh: '温度超限', en: 'temperature range' },
    text: { zh: '温度超出额定范围', en: 'outside the rated temperature range' },
  },
  [FLAG_BIT_LEARNING]: {
    code: 'flag-learning',
    name: { zh: '学习中', en: 'learning' },
    text: {
      zh: '基线尚在学习，漂移还不能判断',
      en: 'a baseline is still being learned: drift against it cannot be judged yet',
    },
  },
  [FLAG_BIT_REJECTIONS]: {
    code: 'flag-rejections',
    name: { zh: '剔除过多', en: 'rejections' },
    text: { zh: '预滤波剔除的样本过多', en: 'too many samples are rejected by the pre-filter' },
  },
  [FLAG_BIT_LOG_NEARLY_FULL]: {
    code: 'flag-log-nearly-full',
    name: { zh: '日志将满', en: 'log nearly full' },
    text: { zh: '事件日志将满', en: 'the event log is nearly full' },
  },
  [FLAG_BIT_LOG_FULL]: {
    code: 'flag-log-full',
    name: { zh: '日志已满', en: 'log full' },
    text: { zh: '事件日志已满', en: 'the event log is full' },
  },
  [FLAG_BIT_STORAGE_FAULT]: {
    code: 'flag-storage-fault',
    name: { zh: '存储故障', en: 'storage fault' },
    text: { zh: '存储故障', en: 'state or log could not be stored' },
  },
  [FLAG_BIT_RESTARTED]: {
    code: 'flag-restarted',
    name: { zh: '曾重启', en: 'restarted' },
    text: { zh: '曾意外重启', en: 'the last reboot was not requested' },
  },
  [FLAG_BIT_MEMORY]: {
    code: 'flag-memory',
    name: { zh: '内存不足', en: 'memory' },
    text: { zh: '内存曾耗尽', en: 'the interpreter ran out of memory' },
  },
  [FLAG_BIT_SIGNER_FAULT]: {
    code: 'flag-signer-fault',
    name: { zh: '签名故障', en: 'signer fault' },
    text: { zh: '签名一次值校验失败', en: 'a one-time value of the signer failed its check' },
  },
  [FLAG_BIT_PROVISIONING]: {
    code: 'flag-provisioning',
    name: { zh: '未配置', en: 'not provisioned' },
    text: { zh: '未配置有效身份', en: 'no valid identity' },
  },
  [FLAG_BIT_SPAN]: {
    code: 'flag-span',
    name: { zh: '量程漂移', en: 'span' },
    text: {
      zh: '量程偏离基线（分流电阻或内置标准砝码）',
      en: 'the span has left its baseline (shunt or internal reference mass)',
    },
  },
  [FLAG_BIT_CORNER]: {
    code: 'flag-corner',
    name: { zh: '偏载漂移', en: 'corner' },
    text: {
      zh: '各传感器的相对增益发生变化',
      en: 'the relative gains of the load cells have moved against one another',
    },
  },
  [FLAG_BIT_WARM_UP]: {
    code: 'flag-warm-up',
    name: { zh: '预热中', en: 'warm-up' },
    text: { zh: '预热中，暂不判断零点、蠕变和量程', en: 'warming up: no verdict on zero, creep and span' },
  },
  [FLAG_BIT_SUPPLY]: {
    code: 'flag-supply',
    name: { zh: '供电异常', en: 'supply' },
    text: {
      zh: '供电电压超出范围或近一小时内有跌落',
      en: 'the supply voltage is outside its range, or dipped in the last hour',
    },
  },
  [FLAG_BIT_LOCKED]: {
    code: 'flag-locked',
    name: { zh: '自锁', en: 'locked' },
    text: {
      zh: '已自锁（开壳锁机或停发脉冲），只有授权解锁才能恢复',
      en: 'it has locked itself (case opened, or pulses stopped); only an authorised command unlocks it',
    },
  },
  [FLAG_BIT_ELEMENT]: {
    code: 'flag-element',
    name: { zh: '安全芯片', en: 'secure element' },
    text: { zh: '安全芯片缺失、被换或不工作', en: 'the secure element is missing, was exchanged, or refuses to work' },
  },
  [FLAG_BIT_PAIRING]: {
    code: 'flag-pairing',
    name: { zh: '配对失败', en: 'pairing' },
    text: {
      zh: '编码器与主板未能互认（代码 61）',
      en: 'encoder and main board did not recognise each other (code 61)',
    },
  },
  [FLAG_BIT_PULSE_DEVIATION]: {
    code: 'flag-pulse-deviation',
    name: { zh: '脉冲当量超差', en: 'pulse deviation' },
    text: { zh: '脉冲当量偏差超过 ±0.6 %', en: 'the pulse equivalent is off by more than 0.6 %' },
  },
  [FLAG_BIT_PHASE]: {
    code: 'flag-phase',
    name: { zh: '相位错误', en: 'phase errors' },
    text: { zh: '编码器相位错误超限', en: 'phase errors of the pulser are above their limit' },
  },
  [FLAG_BIT_PULSE_LOSS]: {
    code: 'flag-pulse-loss',
    name: { zh: '丢脉冲', en: 'pulse loss' },
    text: { zh: '有丢失或反向的脉冲，或计数器溢出', en: 'pulses are missing or reverse, or a counter overflowed' },
  },
  [FLAG_BIT_IDLE_FLOW]: {
    code: 'flag-idle-flow',
    name: { zh: '挂枪流量', en: 'idle flow' },
    text: { zh: '挂枪时有脉冲', en: 'pulses were counted while the nozzle hung' },
  },
  [FLAG_BIT_FLOW_RANGE]: {
    code: 'flag-flow-range',
    name: { zh: '超流量范围', en: 'flow range' },
    text: { zh: '长时间超出额定流量范围', en: 'the flow was outside its rated range for too long' },
  },
  [FLAG_BIT_OVERSHOOT]: {
    code: 'flag-overshoot',
    name: { zh: '预置超量', en: 'overshoot' },
    text: { zh: '发油量超过预置量', en: 'more was delivered than preset' },
  },
  [FLAG_BIT_TOTALISER]: {
    code: 'flag-totaliser',
    name: { zh: '累计量不符', en: 'totaliser' },
    text: {
      zh: '累计量与其副本或第二计数不符',
      en: 'the totaliser does not agree with its copies or with the second count',
    },
  },
};

/** The words of a FLAG_BIT_*. @param bit 0..31: the contract has a meaning for each */
export function flagWords(bit: number): FlagWords {
  return flags[bit]!;
}
