import { type CaseStepName, caseStepText, channelWords, flagWords } from '@hengzhun/host-sdk';
import { PROTOCOL_ERRORS } from '@hengzhun/protocol';
import { chineseOfCode } from '../language/foreign.js';
import { isMessageKey } from '../language/translate.js';
import type { Output } from './output.js';

// Words of the contract in the language of the output. Those of flags, channels and events are the SDK's.

/** `normal`, `attention`, `alarm`, `inoperative`. */
export function selfStateName(output: Output, selfState: number): string {
  const key = `self-state.${selfState}`;
  return isMessageKey(key) ? output.text(key) : String(selfState);
}

/** Words of all flags that are set in the word. */
export function flagNames(output: Output, flags: number): string[] {
  const names: string[] = [];
  for (let bit = 0; bit < 32; bit++) if (((flags >>> bit) & 1) === 1) names.push(flagWords(bit).name[output.language]);
  return names;
}

export function channelName(output: Output, id: number): string {
  return channelWords(id).name[output.language];
}

export function frameKindName(output: Output, kind: number): string {
  const key = `frame-kind.${kind}`;
  return isMessageKey(key) ? output.text(key) : String(kind);
}

export function levelName(output: Output, level: string): string {
  const key = `level.${level}`;
  return isMessageKey(key) ? output.text(key) : level;
}

/** A step of a case in words. */
export function stepName(output: Output, step: string): string {
  return caseStepText[step as CaseStepName]?.[output.language] ?? step;
}

/** Kind of a ledger entry in words. */
export function entryKindName(output: Output, kind: string): string {
  const key = `entry-kind.${kind}`;
  return isMessageKey(key) ? output.text(key) : kind;
}

/** The sentence that goes with a stable code, as far as this program knows one; otherwise nothing. */
export function reasonOfCode(output: Output, code: string): string {
  const own = `refusal.${code}`;
  if (isMessageKey(own)) return output.text(own);
  if (output.language === 'zh') {
    const chinese = chineseOfCode(code);
    if (chinese !== undefined) return chinese;
  }
  return (PROTOCOL_ERRORS as Readonly<Record<string, string>>)[code] ?? '';
}
