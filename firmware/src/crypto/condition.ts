/** The enrolled element works; software signers are always sound. The others are the numbers of CDDL event-element. */
export const CONDITION_SOUND = 0;
export const CONDITION_MISSING = 1;
export const CONDITION_EXCHANGED = 2;
export const CONDITION_FAULT = 3;
