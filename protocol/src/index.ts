// The wire contract for hosts. What instruments run of it is in ./device, and re-exported here.
export { byteString, bytesOf, equalBytes, utf8 } from './bytes.js';
export * from './cbor/index.js';
export * from './certificate/index.js';
export * from './cose/index.js';
export { crc32, crc32ByTable, crc32OfByteString } from './crc32.js';
export * from './device/index.js';
export { HengzhunError, PROTOCOL_ERRORS, ProtocolError, type ProtocolErrorCode } from './errors.js';
export * from './frame/index.js';
export * from './keys/index.js';
export * from './log/index.js';
export * from './messages/index.js';
export * from './radio/index.js';
export { sha256 } from './sha256.js';
export { SlipDecoder, type SlipItem } from './slip/decoder.js';
export { slipEncodeBytes } from './slip/encode.js';
