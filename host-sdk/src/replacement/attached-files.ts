import { attachmentHash } from '../case-file/attachment-store.js';
import { SdkError } from '../errors.js';
import type { SqlTransaction } from '../store/sql.js';
import type { CaseAttachments } from './case-ports.js';
import type { CaseStep } from './case-step.js';

/** A file that comes with a step and is kept with it, or not at all: the step names it by `attachmentHash(bytes)`. */
export interface AttachedFile {
  readonly bytes: Uint8Array;
  /** Such as `image/jpeg` (RFC 6838). */
  readonly mediaType: string;
}

/** The attachments as they will be once a step is taken, and what makes them so. */
export interface AttachmentsWithFiles {
  /** What checks of the step look into; undefined: attachments are not looked at. */
  readonly attachments?: CaseAttachments;
  keep(transaction: SqlTransaction): Promise<void>;
}

/**
 * Attachments with the files of a step, none of which is kept yet.
 * @throws {SdkError} `case-bad-step`: the step does not name one of them, or there is nowhere to keep them
 */
export function withFiles(
  attachments: CaseAttachments | undefined,
  files: readonly AttachedFile[],
  step: Pick<CaseStep, 'documents' | 'evidence'>,
): AttachmentsWithFiles {
  if (files.length === 0) return { ...(attachments && { attachments }), keep: async () => {} };
  if (attachments === undefined) throw bad('brings files, but this case book has no attachments: open it with them');
  const bySha256 = new Map(files.map((file) => [attachmentHash(file.bytes), file]));
  for (const sha256 of bySha256.keys()) {
    const named = step.documents.some((one) => one.sha256 === sha256);
    if (!named && !step.evidence.includes(`attachment/${sha256}`)) {
      throw bad(`brings the file ${sha256}, which is none of its documents: name it or leave it out`);
    }
  }
  return {
    attachments: {
      info: async (sha256) => bySha256.get(sha256) ?? attachments.info(sha256),
      get: async (sha256) => bySha256.get(sha256) ?? attachments.get(sha256),
      put: (bytes, mediaType, transaction) => attachments.put(bytes, mediaType, transaction),
    },
    keep: async (transaction) => {
      // In one order, so that two steps that bring the same files wait for each other instead of both.
      for (const [, { bytes, mediaType }] of [...bySha256].sort(([a], [b]) => (a < b ? -1 : 1))) {
        await attachments.put(bytes, mediaType, transaction);
      }
    },
  };
}

const bad = (what: string): SdkError =>
  new SdkError('case-bad-step', `Step of a case: it ${what}. Nothing was changed.`, { name: 'files' });
