export {
  type CommandContent,
  commandDigest,
  encodeCommand,
  encodeSignedCommand,
  verifyCommand,
  verifySignedCommand,
} from './command.js';
export { type CommandKeyInfo, commandKeyIdentifier, deriveCommandKey } from './command-key.js';
export { hkdfExpandSha256, hkdfSha256, hmacSha256 } from './hkdf.js';
export { type KeyWrapInfo, unwrapCommandKey, wrapCommandKey } from './key-wrap.js';
export { decodeMessage, type Message, messageType } from './message.js';
export { answersNonce, nonceListDigest } from './nonce.js';
export { decodeReply, type Reply } from './reply.js';
export { type DecodedRequest, decodeRequest, encodeRequest, type RequestContent } from './request.js';
