// Frames with exactly one defect each. Where the defect lies in what is signed, the signature is good: only the defect
// can be the reason for the refusal.
import { createSurgery } from './frame-surgery.mjs';
import { refuseClaims } from './refused-claims.mjs';
import { refuseDispensers } from './refused-dispensers.mjs';
import { refuseIdentities } from './refused-identities.mjs';
import { refuseMessages } from './refused-messages.mjs';

/** All refused frames; `accepted` are the golden frames. `p` is the module @hengzhun/protocol. */
export function makeRefused(p, accepted) {
  const surgery = createSurgery(p, accepted);
  refuseMessages(surgery);
  refuseClaims(surgery);
  refuseIdentities(surgery);
  refuseDispensers(surgery);
  return surgery.out;
}
