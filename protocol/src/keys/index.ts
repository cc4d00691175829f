export { type Coordinates, coordinates, keyIdentifier, uncompressedPoint } from './identifier.js';
export { type CoseKey, exportCoseKey, exportJwk, importPublicKey, type PublicJwk } from './import.js';
export { importPrivateKey } from './private.js';
