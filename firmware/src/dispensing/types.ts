import type { ByteString } from '@hengzhun/protocol/device';
import type { ChannelReport } from '../metrology/index.js';

/** Parameters as the instrument holds them: integers by parameter number (`parameters.ts`). */
export type DispenserParameters = Int32Array;

/** The whole state of the self-assessment: plain data. */
export interface DispenserState {
  /** Survives a reboot: totals, pairing, detectors (`layout.ts`). */
  memory: Float64Array;
  /** Lives for one boot: counts, the present fueling (`layout.ts`). */
  work: Float64Array;
  /** Identities of the encoders this board is paired with, 8 bytes each; '' while a nozzle has none. */
  paired: ByteString[];
  /** Identities as the encoders last told them; '' before. */
  present: ByteString[];
  /** Self-state after the CDDL, the highest of all nozzles. */
  selfState: number;
  /** Flag word after the CDDL; only the metrological bits. */
  flags: number;
  channels: ChannelReport[];
  /** New events `[kind, ...integer items]`; whoever drives the core drains this. */
  events: number[][];
  /** Totals or stops have changed: `briefDispenser` must be in flash before a frame shows them. */
  urgent: boolean;
}
