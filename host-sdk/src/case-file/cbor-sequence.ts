import { refuse } from './archive/archive-form.js';

/**
 * The items of a CBOR sequence (RFC 8742), as views of its bytes. Only where one ends and the next begins is looked at: whoever decodes an
 * item checks the rest.
 *
 * @param name of the member, for the message
 * @throws {SdkError} `case-file-bad-member`: it ends within an item, or holds one of indefinite length
 */
export function splitSequence(bytes: Uint8Array, name: string): Uint8Array[] {
  const items: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = endOfItem(bytes, at, name);
    items.push(bytes.subarray(at, end));
    at = end;
  }
  return items;
}

/** Where the item that begins at `start` ends. Without recursion: nesting costs no stack. */
function endOfItem(bytes: Uint8Array, start: number, name: string): number {
  let at = start;
  // Items that are still to come: every head takes one away and adds those that it contains.
  for (let left = 1; left > 0; left--) {
    const initial = bytes[at++];
    if (initial === undefined) broken(name);
    const major = initial >> 5;
    const info = initial & 31;
    if (info > 27) broken(name);
    const size = info < 24 ? 0 : 1 << (info - 24);
    let argument = info;
    if (size > 0) {
      argument = 0;
      for (let i = 0; i < size; i++) argument = argument * 256 + (bytes[at++] ?? broken(name));
    }
    if (major === 2 || major === 3) at += argument;
    else if (major === 4) left += argument;
    else if (major === 5) left += 2 * argument;
    else if (major === 6) left++;
    // Every item takes a byte: more than there are bytes left are not there.
    if (at > bytes.length || left > bytes.length - at + 1) broken(name);
  }
  return at;
}

function broken(name: string): never {
  refuse('case-file-bad-member', `The member ${name} of the case file is no CBOR sequence.`, name);
}
