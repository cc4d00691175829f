export { CHAIN_SEARCH_LIMIT, type ChainResult, verifyChain } from './chain.js';
export { decodeFrame } from './decode.js';
export { frameDigest, signatureStructure } from './digest.js';
export { peekKeyIdentifier } from './header.js';
export { encodeIdentityStatement, identityDigest } from './identity-digest.js';
export {
  type Arrival,
  type ChainPoint,
  chainPoint,
  classifyArrival,
  type KnownChain,
  type LinkRelation,
  relate,
} from './link.js';
export { type Es256, es256, signFrame } from './sign.js';
export { normaliseSignature, signatureDefect } from './signature-form.js';
export type {
  Channel,
  Claims,
  DispenserClaims,
  Frame,
  FrameLink,
  IdentityClaims,
  IdentityFrame,
  IdentityStatementClaims,
  KeyEpochs,
  LogClaims,
  LogFrame,
  MetrologicalClaims,
  NozzleClaims,
  NozzleState,
  ReceiptClaims,
  ReceiptFrame,
  ScaleClaims,
  StatusClaims,
  StatusFrame,
} from './types.js';
export { verifyFrame } from './verify.js';
