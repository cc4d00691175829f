import type { IngestCode } from './outcome.js';

/** Why a packet was refused, in words for an inspector; `detail` is the protocol's own sentence where there is one. */
export function refusalText(code: IngestCode, detail: string | undefined): string | undefined {
  switch (code) {
    case 'frame-malformed':
      return detail ?? 'Not a frame of the contract.';
    case 'frame-unknown-instrument':
      return 'Its key is not enrolled. Enrol the instrument; the frame is kept.';
    case 'frame-wrong-key':
      return 'It names an enrolled instrument but another key. Either the key was exchanged without enrolment or someone imitates the instrument.';
    case 'frame-signature-invalid':
      return 'The signature does not fit the enrolled key: changed on the way, or signed by someone else.';
    case 'frame-key-retired':
      return 'Its key was retired before this sequence number. Enrol the new key.';
    case 'frame-key-revoked':
      return 'Its key is revoked and the frame was not in the store before.';
    default:
      return undefined;
  }
}
