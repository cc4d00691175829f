import { createHash } from 'node:crypto';

// The part of the firmware's platform that the signer uses, supplied by Node.

export function sha256(data: string): string {
  return createHash('sha256').update(data, 'latin1').digest('binary');
}
