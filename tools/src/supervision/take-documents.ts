import type { AttachmentStore, CaseDocument, DocumentKind } from '@hengzhun/host-sdk';
import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';
import { readBytes } from '../files.js';
import { mediaType } from './media-type.js';
import { documentKinds } from './step-options.js';

/** Largest attachment that the store takes. */
export const largestAttachment = 2 ** 25;

/**
 * Documents as the command line names them: `KIND=FILE` puts the file into the attachment store, `KIND=SHA256` names one that is there.
 * @throws {ToolError} `tool-bad-document`, and those of reading a file; {SdkError} `attachment-*`
 */
export async function takeDocuments(
  given: readonly string[] | undefined,
  attachments: AttachmentStore,
): Promise<CaseDocument[]> {
  // All are read before the first is kept: a mistake in the last one leaves nothing behind.
  const read = (given ?? []).map(readDocument);
  const documents: CaseDocument[] = [];
  for (const { kind, sha256, file, bytes } of read) {
    const kept = bytes === undefined ? sha256 : (await attachments.put(bytes, mediaType(file))).sha256;
    documents.push({ kind, sha256: kept });
  }
  return documents;
}

function readDocument(text: string) {
  const [, kind = '', what = ''] = /^([a-z-]+)=(.+)$/.exec(text) ?? [];
  if (!(documentKinds as readonly string[]).includes(kind)) {
    throw new ToolError('tool-bad-document', { value: text, choices: documentKinds.join(', ') }, exitCode.usage);
  }
  const isHash = /^[0-9a-f]{64}$/.test(what);
  return {
    kind: kind as DocumentKind,
    sha256: isHash ? what : '',
    file: what,
    bytes: isHash ? undefined : readBytes(what, largestAttachment),
  };
}
