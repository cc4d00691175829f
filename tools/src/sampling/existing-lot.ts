import { type LotState, SdkError, type Supervision } from '@hengzhun/host-sdk';

/** A lot as it stands. @throws {SdkError} `sampling-unknown-lot`, `sampling-history-broken` */
export async function existingLot({ lots }: Supervision, id: string): Promise<LotState> {
  const state = await lots.find(id);
  if (state !== undefined) return state;
  throw new SdkError(
    'sampling-unknown-lot',
    `There is no lot ${id.slice(0, 64)}. List them with: hengzhun sample list`,
  );
}
