import {
  FLAG_BIT_ELEMENT,
  FLAG_BIT_LEARNING,
  FLAG_BIT_LOCKED,
  FLAG_BIT_LOG_NEARLY_FULL,
  FLAG_BIT_PAIRING,
  FLAG_BIT_PROVISIONING,
  FLAG_BIT_PULSE_DEVIATION,
  FLAG_BIT_RESTARTED,
  FLAG_BIT_SENSOR_FAULT,
  FLAG_BIT_SPAN,
  FLAG_BIT_STORAGE_FAULT,
  FLAG_BIT_TOTALISER,
  FLAG_BIT_WARM_UP,
} from '@hengzhun/protocol';
import { flagWords } from '../words/flags.js';
import type { Reason, Severity } from './levels.js';

/** Flags that say nothing about the state of the instrument, or only that it cannot be judged yet. */
const informative = new Set<number>([
  FLAG_BIT_LEARNING,
  FLAG_BIT_LOG_NEARLY_FULL,
  FLAG_BIT_RESTARTED,
  FLAG_BIT_WARM_UP,
]);

/**
 * Flags of what cannot be borne: the instrument does not measure, its span or its pulses are off (GB/T 9081-2023: ±0.6 %, a limit of fraud,
 * not of error), it was opened, or a part that it trusts was exchanged.
 */
const grave = new Set<number>([
  FLAG_BIT_SENSOR_FAULT,
  FLAG_BIT_STORAGE_FAULT,
  FLAG_BIT_PROVISIONING,
  FLAG_BIT_SPAN,
  FLAG_BIT_LOCKED,
  FLAG_BIT_ELEMENT,
  FLAG_BIT_PAIRING,
  FLAG_BIT_PULSE_DEVIATION,
  FLAG_BIT_TOTALISER,
]);

function severityOf(bit: number): Severity {
  if (grave.has(bit)) return 'warning';
  return informative.has(bit) ? 'information' : 'attention';
}

/** The instrument's flags as reasons; `evidence` is the frame that carries them. The contract has a meaning for every bit of the word. */
export function flagReasons(word: number, evidence: string): Reason[] {
  const reasons: Reason[] = [];
  for (let bit = 0; bit < 32; bit++) {
    if ((word >>> bit) % 2 === 0) continue;
    const { code, text } = flagWords(bit);
    reasons.push({
      code,
      severity: severityOf(bit),
      text: { zh: `仪器自报：${text.zh}`, en: `the instrument reports: ${text.en}` },
      evidence: [evidence],
    });
  }
  return reasons;
}
