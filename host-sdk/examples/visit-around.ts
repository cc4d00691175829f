import {
  InstrumentStream,
  knownInStore,
  type NearbyInstrument,
  type NobleLike,
  openBleLink,
  openStore,
  proofStepText,
  proveFresh,
  scanInstruments,
  suspicionText,
} from '@hengzhun/host-sdk';

/**
 * Looks around for `milliseconds`, then visits the nearest instrument: connects, challenges, verifies, reads its log, compares it with what is
 * stored. `noble` is an adapter of one's own; without it the computer's is used.
 */
export async function visitTheNearest(database: string, milliseconds: number, noble?: NobleLike) {
  const store = await openStore(database);
  const adapter = noble && { noble };
  const scan = scanInstruments({ ...adapter, lookup: knownInStore(store) });
  try {
    // Rejects, with what to do, when there is no adapter or no permission.
    await scan.started;
    setTimeout(() => scan.close(), milliseconds);
    for await (const event of scan) if (event.type === 'seen') console.log(inWords(event.instrument));

    const [nearest] = scan.snapshot();
    if (nearest === undefined) return undefined;
    const stream = new InstrumentStream(openBleLink({ ...adapter, address: nearest.address }));
    try {
      const proof = await proveFresh(stream, {
        store,
        presentAt: (kid) => scan.presentAt(kid),
        onProgress: (progress) => progress.type === 'busy' && console.log(progress.text.en),
      });
      for (const { step, verdict, text } of proof.steps) console.log(proofStepText(step).en, verdict, text.en);
      return proof;
    } finally {
      await stream.close();
    }
  } finally {
    await scan.close();
    await store.close();
  }
}

/** A beacon is a hint: nothing here is proved. */
function inWords({ address, rssi, beacon, refused, known, suspicions }: NearbyInstrument): string {
  const says = beacon ? `says ${beacon.selfState}, frame ${beacon.sequence}` : refused?.message;
  const register = known?.serialNumber ?? '';
  return [address, rssi?.toFixed(), says, register, ...suspicions.map((code) => suspicionText(code).en)].join(' ');
}
