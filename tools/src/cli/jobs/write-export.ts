import { createFile, type FileWriter } from '../../files.js';
import type { Output } from '../output.js';
import { createProgress, type Progress } from '../progress.js';

/** Where an export goes, and how it is told. */
export interface ExportTarget {
  /** `-`: standard output, which then is the content itself and carries no word of ours. */
  readonly out: string;
  readonly force: boolean;
  /** Of the JSON object besides how many there were. */
  readonly fields: Readonly<Record<string, string>>;
  readonly message: (count: number) => string;
}

/**
 * Writes an export with progress, whole or not at all, and tells what was written.
 * @param write returns how many there were
 */
export async function writeExport(
  output: Output,
  { out, force, fields, message }: ExportTarget,
  write: (file: FileWriter, progress: Progress) => Promise<number>,
): Promise<void> {
  const file = createFile(out, { force });
  const progress = createProgress(!output.json);
  let count: number;
  try {
    count = await write(file, progress);
    file.finish();
  } catch (error) {
    file.abandon();
    throw error;
  } finally {
    progress.end();
  }
  if (out === '-') {
    output.note(message(count));
    return;
  }
  output.object({ type: 'exported', ...fields, count, out });
  output.line(message(count));
}
