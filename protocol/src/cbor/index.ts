export { decodeCbor } from './decode.js';
export { type CborPath, type DiagnosticOptions, diagnosticNotation } from './diagnostic.js';
export { encodeCbor } from './encode.js';
export { CborFloat, CborSimple, CborTag, type CborValue, MAXIMUM_DEPTH } from './value.js';
