// Parts of COSE messages that never differ, as bytes: on the instrument a call costs more than what it writes.

/** Empty byte string in the place of external_aad. */
export const NO_EXTERNAL_DATA = '\x40';
/** Empty map: nothing is unprotected. */
export const NOTHING_UNPROTECTED = '\xa0';
