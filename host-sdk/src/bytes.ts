/** Small helpers for bytes; hex is lower case throughout the SDK. */
export function toHex(bytes: Uint8Array): string {
  const buffer = bytes instanceof Buffer ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return buffer.toString('hex');
}

/** Undefined when the text is not hex of whole bytes. Upper case, spaces and colons are accepted: people copy from labels. */
export function fromHex(text: string): Uint8Array | undefined {
  const plain = text.replace(/[\s:]/g, '');
  return /^(?:[0-9a-fA-F]{2})*$/.test(plain) ? new Uint8Array(Buffer.from(plain, 'hex')) : undefined;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0;
}

export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}
