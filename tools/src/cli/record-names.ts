import type { RecordBook } from '@hengzhun/host-sdk';

/** Names of people and authorities as records have them, behind their identifiers; whoever is not on record is shown as written. */
export async function recordNames(
  records: RecordBook,
  people: readonly string[],
  authorities: readonly string[],
): Promise<(id: string) => string> {
  const names = new Map<string, string>();
  for (const id of new Set(people)) names.set(id, (await records.get('person', id))?.data.name ?? '');
  for (const id of new Set(authorities)) names.set(id, (await records.get('authority', id))?.data.name ?? '');
  return (id) => [id, names.get(id)].filter(Boolean).join(' ');
}
