import type { Actor } from '@hengzhun/host-sdk';
import { version } from '../version.js';

/** This program, as it judges in the name of an authority. */
export const softwareActor = (authority: string): Actor => ({
  person: `hengzhun ${version}`,
  role: 'software',
  authority,
});
