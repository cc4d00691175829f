import { HengzhunError } from '@hengzhun/protocol';

/** Stable codes of what can go wrong in a rig itself (not in the instrument under test). */
export type RigErrorCode =
  | 'flash-range'
  | 'flash-alignment'
  | 'host-dead'
  | 'host-running'
  | 'interpreter-missing'
  | 'interpreter-failed'
  | 'socat-missing'
  | 'socat-failed'
  | 'postgresql-missing'
  | 'postgresql-failed'
  | 'pipe-failed'
  | 'recording-unreadable'
  | 'recording-header'
  | 'recording-line'
  | 'recording-order'
  | 'recording-empty'
  | 'injection-sample'
  | 'injection-stalled'
  | 'injection-refused'
  | 'clock-running'
  | 'fleet-options'
  | 'air-time-out'
  | 'stacks-missing'
  | 'stacks-unknown';

/** An error of a rig: `code` is stable, the message says what to do. */
export class RigError extends HengzhunError {
  declare readonly code: RigErrorCode;

  constructor(code: RigErrorCode, message: string, options?: ErrorOptions) {
    super(code, message, options);
  }
}
