export {
  type CommandContent,
  type CommandKeyInfo,
  commandDigest,
  commandKeyIdentifier,
  deriveCommandKey,
  encodeCommand,
  hkdfSha256,
  hmacSha256,
  verifyCommand,
} from './command.js';
export { decodeMessage, type Message, messageType } from './message.js';
export { answersNonce, nonceListDigest } from './nonce.js';
export { decodeReply, type Reply } from './reply.js';
export { decodeRequest, encodeRequest, type RequestContent } from './request.js';
