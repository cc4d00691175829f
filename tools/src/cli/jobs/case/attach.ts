import { openSupervision } from '@hengzhun/host-sdk';
import { exitCode } from '../../../exit-codes.js';
import { readBytes } from '../../../files.js';
import { withData } from '../../../stores/open-data.js';
import { mediaType } from '../../../supervision/media-type.js';
import { largestAttachment } from '../../../supervision/read-documents.js';
import type { Output } from '../../output.js';

export interface AttachOptions {
  readonly data: string;
  /** Media type of all files; absent: by their names. */
  readonly type?: string;
}

/** Keeps files under the SHA-256 of their bytes: the names by which steps refer to them. */
export async function attachFiles(output: Output, options: AttachOptions, files: readonly string[]): Promise<number> {
  const read = files.map((file) => ({ file, bytes: readBytes(file, largestAttachment) }));
  return withData(options.data, async (store) => {
    const { attachments } = openSupervision(store);
    const rows: string[][] = [];
    for (const { file, bytes } of read) {
      const info = await attachments.put(bytes, options.type ?? mediaType(file));
      const { sha256, mediaType: type, size } = info;
      output.object({ type: 'attachment', file, sha256, mediaType: type, size, evidence: `attachment/${sha256}` });
      rows.push([file, type, String(size), sha256]);
    }
    const head = ['file', 'type', 'size', 'sha256'] as const;
    output.line(
      output.table(
        head.map((name) => output.text(`case.attach.${name}`)),
        rows,
      ),
    );
    return exitCode.ok;
  });
}
