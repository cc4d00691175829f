import { FRAME_KIND_IDENTITY } from '@hengzhun/protocol';
import type { RegistrySql } from '../registry/registry-sql.js';
import type { DecodedPacket, PacketBatch } from './decode-packets.js';
import type { IngestMemory } from './ingest-memory.js';
import type { KnownKey } from './known-keys.js';

/** Keys that the packets are of, or will be attributed to. @param victims by the packet's index: whom a stranger claims to be */
export async function keysConcerned(
  packets: readonly DecodedPacket[],
  victims: Map<number, KnownKey | undefined>,
  { keys, connections }: IngestMemory,
  registry: RegistrySql,
): Promise<number[]> {
  const ids = new Set<number>();
  let last = '';
  for (let index = 0; index < packets.length; index++) {
    const decoded = packets[index]!;
    if (decoded.frame !== undefined && decoded.kid === last) continue;
    let known = decoded.frame && (await keys.load(decoded.kid, registry));
    if (known !== undefined) {
      last = decoded.frame === undefined ? '' : decoded.kid;
      ids.add(known.key.id);
      continue;
    }
    if (decoded.frame?.kind === FRAME_KIND_IDENTITY) {
      known = await keys.loadInstrument(decoded.frame.claims.ueid, registry);
      victims.set(index, known);
    }
    known ??= await keys.loadId(connections.speaker(connections.idOf(decoded.packet)), registry);
    if (known !== undefined) ids.add(known.key.id);
  }
  return [...ids];
}

/**
 * The same (and perhaps more) without decoding, for packets that look like frames of enrolled keys; undefined: one does not, and only its
 * content tells whom it concerns.
 */
export async function keysNamed(
  { named, packets }: PacketBatch,
  { keys, connections }: IngestMemory,
  registry: RegistrySql,
): Promise<number[] | undefined> {
  if (named === undefined) return undefined;
  const ids = new Set<number>();
  for (const kid of named) {
    const known = await keys.load(kid, registry);
    if (known === undefined) return undefined;
    ids.add(known.key.id);
  }
  // What turns out to be no frame is attributed to whom was heard on its connection.
  for (const speaker of new Set(packets.map((packet) => connections.speaker(connections.idOf(packet))))) {
    const known = speaker === 0 ? undefined : await keys.loadId(speaker, registry);
    if (known !== undefined) ids.add(known.key.id);
  }
  return [...ids];
}
