import { PROTOCOL_ERRORS, type ProtocolErrorCode } from '@hengzhun/protocol';
import { chineseOfCode } from '../../../language/foreign.js';
import type { Bilingual } from '../../api/common.js';

/** What a code of the wire contract says; a code without a sentence stands for itself. */
export function reasonOf(code: string): Bilingual {
  const en = Object.hasOwn(PROTOCOL_ERRORS, code) ? PROTOCOL_ERRORS[code as ProtocolErrorCode] : code;
  return { zh: chineseOfCode(code) ?? en, en };
}
