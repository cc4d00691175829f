import {
  UNOBSERVED_BIT_CASE,
  UNOBSERVED_BIT_CORNER,
  UNOBSERVED_BIT_ELECTRONICS,
  UNOBSERVED_BIT_LEVEL,
  UNOBSERVED_BIT_PULSE_EQUIVALENT,
  UNOBSERVED_BIT_SPAN,
  UNOBSERVED_BIT_SUPPLY,
  UNOBSERVED_BIT_TEMPERATURE,
  UNOBSERVED_BIT_VOLUME,
} from '@hengzhun/protocol';
import type { Bilingual } from '../evaluation/levels.js';

/** What an instrument may have no way to see, by bit. */
const unobserved: Readonly<Record<number, Bilingual>> = {
  [UNOBSERVED_BIT_SPAN]: { zh: '量程（没有内置标准砝码）', en: 'span (no internal reference mass)' },
  [UNOBSERVED_BIT_ELECTRONICS]: { zh: '电子量程（没有分流电阻）', en: 'electronics span (no shunt)' },
  [UNOBSERVED_BIT_CORNER]: {
    zh: '各传感器的相对增益（不能逐个读取）',
    en: 'relative gains of the load cells (not read one by one)',
  },
  [UNOBSERVED_BIT_TEMPERATURE]: { zh: '温度（没有温度计）', en: 'temperature (no thermometer)' },
  [UNOBSERVED_BIT_SUPPLY]: { zh: '供电电压', en: 'supply voltage' },
  [UNOBSERVED_BIT_CASE]: { zh: '开壳（没有开关）', en: 'opening of the case (no switch)' },
  [UNOBSERVED_BIT_VOLUME]: { zh: '流量计每转体积', en: 'volume per revolution of the meter' },
  [UNOBSERVED_BIT_PULSE_EQUIVALENT]: { zh: '脉冲当量（没有第二计数）', en: 'pulse equivalent (no second count)' },
  [UNOBSERVED_BIT_LEVEL]: { zh: '倾斜', en: 'tilt' },
};

/**
 * What may drift in an instrument without showing in any of its channels: the words for every bit of the identity frame's `unobserved`
 * word, lowest first; bits that this version does not know are named by their number.
 */
export function unobservedTexts(word: number): Bilingual[] {
  const texts: Bilingual[] = [];
  for (let bit = 0; bit < 32; bit++) {
    if ((word >>> bit) % 2 === 1) texts.push(unobserved[bit] ?? { zh: `第 ${bit} 项`, en: `item ${bit}` });
  }
  return texts;
}
