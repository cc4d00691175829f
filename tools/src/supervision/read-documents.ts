import { type AttachedFile, attachmentHash, type CaseDocument, type DocumentKind } from '@hengzhun/host-sdk';
import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';
import { readBytes } from '../files.js';
import { mediaType } from './media-type.js';
import { documentKinds } from './step-options.js';

/** Largest attachment that the store takes. */
export const largestAttachment = 2 ** 25;

/** The documents of a step, and the files among them that the case book keeps when it takes the step. */
export interface ReadDocuments {
  readonly documents: readonly CaseDocument[];
  readonly files: readonly AttachedFile[];
}

/**
 * Documents as the command line names them: `KIND=FILE` brings a file along, `KIND=SHA256` names one that is in the attachment store.
 * @throws {ToolError} `tool-bad-document`, and those of reading a file
 */
export function readDocuments(given: readonly string[] = []): ReadDocuments {
  const read = given.map(readDocument);
  return {
    documents: read.map(({ kind, sha256 }) => ({ kind, sha256 })),
    files: read.flatMap(({ file }) => file ?? []),
  };
}

function readDocument(text: string): CaseDocument & { readonly file?: AttachedFile } {
  const [, name = '', what = ''] = /^([a-z-]+)=(.+)$/.exec(text) ?? [];
  if (!(documentKinds as readonly string[]).includes(name)) {
    throw new ToolError('tool-bad-document', { value: text, choices: documentKinds.join(', ') }, exitCode.usage);
  }
  const kind = name as DocumentKind;
  if (/^[0-9a-f]{64}$/.test(what)) return { kind, sha256: what };
  const bytes = readBytes(what, largestAttachment);
  return { kind, sha256: attachmentHash(bytes), file: { bytes, mediaType: mediaType(what) } };
}
