import { openStore, type ReceivedPacket, refusals } from '@hengzhun/host-sdk';

/** What came over some transport of yours (a broker, a file, a socket): the bytes of one message, and when they arrived. */
export interface Arrival {
  readonly bytes: Uint8Array;
  readonly link: string;
  readonly at: number;
}

/**
 * Enrols a register and stores what arrived. `database` is a file, or `postgresql://user:password@host/database`.
 * Whatever was acknowledged when this resolves is on the disk; when it rejects, the arrivals are still yours to send again.
 */
export async function ingestArrivals(database: string, register: string, arrivals: readonly Arrival[]) {
  const store = await openStore(database);
  try {
    // Trust comes from enrolment. A line with a mistake is told; the others are enrolled.
    const { errors } = await store.registry.importJson(register);
    for (const { line, code, message } of errors) console.error(`instrument ${line}: ${code}: ${message}`);

    const packets = arrivals.map(({ bytes, link, at }): ReceivedPacket => {
      return { bytes, link, connection: 1, earliest: at, latest: at };
    });
    const outcomes = await store.ingest(packets); // one transaction; up to about 1 000 packets are fastest
    for (const { code, frameId, reason, findings } of outcomes) {
      if (refusals.has(code))
        console.error(code, reason); // kept with its bytes, and never evidence
      else console.log(code, frameId, ...findings); // findings such as counter-rollback: accepted, and it shows in the evaluation
    }

    // How every instrument stands now, silence included.
    const statuses = await store.evaluateAll();
    return statuses.map(({ instrument, evaluation }) => ({ serial: instrument.serialNumber, level: evaluation.level }));
  } finally {
    await store.close();
  }
}
