export { EMPTY_LOG, eventLogHead, extendLog, type LogState, verifyLog } from './chain.js';
export { decodeEvent, type LogEvent } from './event.js';
