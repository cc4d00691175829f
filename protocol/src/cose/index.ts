export { type Mac0, verifyMac0 } from './mac0.js';
export { decodeSign1, encodeSign1, type Sign1, type Sign1Options, verifyEs256, verifySign1 } from './sign1.js';
