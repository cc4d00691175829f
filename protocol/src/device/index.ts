// The part of the contract that the firmware bundles: written in the language that Espruino runs (no classes, no
// default parameters, no spread, no destructuring), over byte strings. The host uses it too, so both write the same bytes.
export * from '../generated/constants.js';
export { writeBeacon } from './beacon.js';
export { type ByteString, byteStringOf } from './byte-string.js';
export { packChannel, writeChannel } from './channels.js';
export {
  type ChunkSender,
  checkSender,
  createChunkSender,
  hasRoom,
  nextChunk,
  putMessage,
  resetSender,
  takeFlow,
} from './chunk-sender.js';
export { writeLogClaims, writeReceiptClaims, writeStatusClaims } from './claims.js';
export type {
  DispenserData,
  IdentityContent,
  IdentityState,
  IdentityStatement,
  LinkContent,
  LogContent,
  MetrologicalData,
  MomentContent,
  NozzleData,
  ReceiptContent,
  ScaleData,
  StatusContent,
} from './content.js';
export { type Items, writeEvent, writeItems } from './event.js';
export { type DeviceFailure, fail } from './failure.js';
export {
  writeIdentityClaims,
  writeIdentityState,
  writeIdentityStatement,
  writeMetrologicalData,
} from './identity.js';
export { writeCommandHeader, writeMac0, writeMacStructure } from './mac0.js';
export { packNozzle } from './nozzle.js';
export {
  BEACON_BUSY,
  BEACON_COMPANY,
  BEACON_LENGTH,
  BEACON_LOCKED,
  CHUNK_QUEUE,
  CHUNK_WINDOW,
  FLOW_ACKNOWLEDGE,
  FLOW_BEGIN,
  FLOW_IDLE,
  FLOW_REPEAT,
  FLOW_RESEND,
  FLOW_STUCK,
  MAXIMUM_CHUNK,
  MAXIMUM_COMMAND_PIECE,
  RADIO_COMMANDS,
  RADIO_FLOW,
  RADIO_SERVICE,
  RADIO_STREAM,
} from './radio.js';
export {
  createReader,
  type Reader,
  readArrayHead,
  readBytes,
  readBytesHead,
  readEnd,
  readHead,
  readInteger,
  readMapHead,
} from './reader.js';
export {
  writeBusyReply,
  writeCommandNonceReply,
  writeKeyReply,
  writeLogReply,
  writeNonceList,
  writeNonceListReply,
  writeRefusalReply,
  writeUpdateReply,
} from './replies.js';
export { type Request, readRequest } from './request.js';
export { writeProtectedHeader, writeSign1, writeSignatureStructure } from './sign1.js';
export {
  type Crc32,
  createSlipDecoder,
  type SlipDecoderState,
  type SlipDiscard,
  slipEncode,
  slipPush,
} from './slip.js';
export { readText } from './text.js';
export {
  writeArrayHead,
  writeBytes,
  writeHead,
  writeInteger,
  writeMapHead,
  writeTag,
  writeText,
  writeUint32,
} from './writer.js';
