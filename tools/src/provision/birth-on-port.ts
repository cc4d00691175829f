import type { KeyObject } from 'node:crypto';
import type { BoardProfile } from '@hengzhun/firmware/boards';
import { certifyBirth, type EnrolmentRecord } from '@hengzhun/host-sdk';
import type { MasterKeys } from './draft-instrument.js';
import type { InstrumentOrder } from './orders.js';
import { witnessOnPort } from './witness-on-port.js';
import { type BoardPlace, writeBoard } from './write-board.js';

/** Where and how an instrument is born. */
export interface BirthPlace extends Omit<BoardPlace, 'onStep'> {
  /** Port of the protocol, where it is another one. */
  readonly protocolPort?: string;
  /** Longest wait for the birth, ms. Default: 10 min, with a secure element 1 min. */
  readonly patience?: number;
  onStep(step: BirthStep): void;
}

export type BirthStep = 'element' | 'write' | 'start' | 'birth' | 'certificate';

const PATIENCE_MS = { software: 600_000, element: 60_000 } as const;

/**
 * Makes an instrument of the board on a port. Its secure element, where it has one, is made ready and holds the key from then on. The board
 * gets its configuration, with 32 random bytes and without a private key; it starts and, without an element, makes its key itself; the key is
 * asked for, an identity frame with a fresh nonce proves possession, and the maker's certificate is issued. The private key never was anywhere
 * but on the instrument.
 *
 * @param orderFor the order of the instrument on a board with this profile
 * @throws as `writeBoard` and `witnessOnPort`
 */
export async function birthOnPort(
  orderFor: (profile: BoardProfile) => InstrumentOrder,
  makerKey: KeyObject,
  keys: MasterKeys,
  place: BirthPlace,
): Promise<EnrolmentRecord> {
  const { order, draft, element } = await writeBoard(orderFor, makerKey, keys, place);
  place.onStep('start');
  place.onStep('birth');
  const birth = await witnessOnPort(draft.ueid, element, {
    path: place.protocolPort ?? place.port,
    patience: place.patience ?? PATIENCE_MS[element ? 'element' : 'software'],
    signal: place.signal,
  });
  place.onStep('certificate');
  const record = certifyBirth(birth, makerKey, {
    maker: order.maker,
    model: order.model,
    issuedAt: Math.floor(Date.now() / 1000),
  });
  return order.place ? { ...record, place: order.place } : record;
}
