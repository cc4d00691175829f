import { PROTOCOL_ERRORS } from '@hengzhun/protocol';
import { chineseOfCode } from '../language/foreign.js';
import { isMessageKey } from '../language/translate.js';
import type { Output } from './output.js';

// Words of the contract in the language of the output.

/** `normal`, `attention`, `alarm`, `inoperative`. */
export function selfStateName(output: Output, selfState: number): string {
  const key = `self-state.${selfState}`;
  return isMessageKey(key) ? output.text(key) : String(selfState);
}

/** Words of all flags that are set in the word. */
export function flagNames(output: Output, flags: number): string[] {
  const names: string[] = [];
  for (let bit = 0; bit < 32; bit++) {
    if (((flags >>> bit) & 1) === 0) continue;
    const key = `flag.${bit}`;
    names.push(isMessageKey(key) ? output.text(key) : output.text('flag.other', { bit }));
  }
  return names;
}

export function channelName(output: Output, id: number): string {
  const key = `channel.${id}`;
  return isMessageKey(key) ? output.text(key) : output.text('channel.other', { id });
}

export function frameKindName(output: Output, kind: number): string {
  const key = `frame-kind.${kind}`;
  return isMessageKey(key) ? output.text(key) : String(kind);
}

export function eventName(output: Output, kind: number): string {
  const key = `event.${kind}`;
  return isMessageKey(key) ? output.text(key) : output.text('event.other', { kind });
}

export function levelName(output: Output, level: string): string {
  const key = `level.${level}`;
  return isMessageKey(key) ? output.text(key) : level;
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
