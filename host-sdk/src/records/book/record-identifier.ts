import type { RecordKind } from '../kinds/kinds.js';
import { recordKinds } from '../kinds/kinds.js';

/** One version of a record, as evidence names it: `record/<kind>/<id>/<version>`. */
export interface RecordName {
  readonly kind: RecordKind;
  readonly id: string;
  readonly version: number;
}

export const recordIdentifier = ({ kind, id, version }: RecordName): string => `record/${kind}/${id}/${version}`;

/** @returns undefined: this is no identifier of a record */
export function readRecordIdentifier(text: string): RecordName | undefined {
  const [, kind, id, version] = /^record\/([a-z-]{1,40})\/([A-Za-z0-9._-]{1,64})\/([1-9]\d{0,8})$/.exec(text) ?? [];
  if (kind === undefined || !Object.hasOwn(recordKinds, kind)) return undefined;
  return { kind: kind as RecordKind, id: id!, version: Number(version) };
}
