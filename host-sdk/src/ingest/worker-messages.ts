import type { SdkErrorCode } from '../errors.js';
import type { StatusRules } from '../rules/status-rules.js';
import type { ReceivedPacket } from './outcome.js';
import type { BatchName, PlainOutcome } from './receipts.js';

/** How a worker process opens the store. */
export interface WorkerStoreOptions {
  /** Path or URL. */
  readonly store: string;
  readonly busyTimeout?: number;
  readonly refusedPerDay?: number;
  readonly rules?: StatusRules;
}

/** An `SdkError` on its way between processes. */
export interface PlainError {
  readonly code: SdkErrorCode;
  readonly message: string;
  readonly detail: Readonly<Record<string, string | number>>;
}

export interface Losses {
  readonly link: string;
  readonly connection: number;
  readonly lost: { discarded?: number; bytes?: number; dropped?: number };
}

/** To a worker. */
export type WorkerTask =
  | { readonly type: 'open'; readonly options: WorkerStoreOptions; readonly session: string; readonly slots: number }
  | { readonly type: 'batch'; readonly name: BatchName; readonly packets: readonly ReceivedPacket[] }
  | { readonly type: 'losses'; readonly name: BatchName; readonly losses: Losses }
  | { readonly type: 'close' };

/** From a worker. `done` comes only when all of it is on disk. */
export type WorkerAnswer =
  | { readonly type: 'ready' }
  | { readonly type: 'refused'; readonly error: PlainError }
  | { readonly type: 'done'; readonly slot: number; readonly outcomes: readonly PlainOutcome[] }
  | { readonly type: 'failed'; readonly slot: number; readonly error: PlainError };
