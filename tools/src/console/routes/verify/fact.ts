import type { MessageKey } from '../../../language/catalogue.js';
import type { VerifyAnswer } from '../../api/verify.js';
import { both } from '../../words.js';

/** A fact as the file states it. */
export const fact = (name: MessageKey, value: string): VerifyAnswer['facts'][number] => ({ name: both(name), value });

/** ISO 8601 at the offset of the regime. @param at ms since 1970 */
export const momentOf = (at: number): string => `${new Date(at + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
