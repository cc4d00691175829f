import { SdkError } from '../errors.js';
import { openStore, type Store } from '../store/store.js';
import type { PlainError, WorkerAnswer, WorkerTask } from './worker-messages.js';

/**
 * A worker process of `openIngestWorkers`: takes batches over the channel to its parent, one after the other, and answers when they are on
 * disk. It may be killed at any moment; it ends by itself when its parent is gone.
 */
let store: Store | undefined;
let work: Promise<void> = Promise.resolve();

function answer(message: WorkerAnswer): void {
  // The parent may be gone; `disconnect` ends this process.
  if (process.connected) process.send!(message, undefined, undefined, () => {});
}

function plain(error: unknown): PlainError {
  if (error instanceof SdkError) return { code: error.code, message: error.message, detail: error.detail };
  return { code: 'store-internal', message: `An ingest worker failed: ${(error as Error).stack ?? error}`, detail: {} };
}

async function perform(task: WorkerTask): Promise<void> {
  if (task.type === 'open') {
    try {
      const { store: place, ...options } = task.options;
      store = await openStore(place, options);
      await store.ingestor.openSlots(task.session, task.slots);
      answer({ type: 'ready' });
    } catch (error) {
      answer({ type: 'refused', error: plain(error) });
    }
    return;
  }
  if (task.type === 'close') {
    await store?.close();
    process.disconnect();
    return;
  }
  const { slot } = task.name;
  try {
    if (task.type === 'batch') {
      const outcomes = await store!.ingestor.ingestOnce(task.packets, task.name);
      answer({ type: 'done', slot, outcomes: outcomes.map(withoutPacket) });
    } else {
      await store!.ingestor.recordLossesOnce(task.losses, task.name);
      answer({ type: 'done', slot, outcomes: [] });
    }
  } catch (error) {
    answer({ type: 'failed', slot, error: plain(error) });
  }
}

/** The parent has the packets, and what is decoded is not sent back. */
function withoutPacket<T extends object>(outcome: T): T {
  const { packet, frame, ...rest } = outcome as T & { packet?: unknown; frame?: unknown };
  return rest as unknown as T;
}

process.on('message', (task: WorkerTask) => {
  work = work.then(() => perform(task));
});
process.on('disconnect', () => {
  work.then(() => store?.close()).finally(() => process.exit(0));
});
// Interrupts from the terminal are for the parent, which ends its workers in order.
process.on('SIGINT', () => {});
