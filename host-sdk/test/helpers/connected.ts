import { afterEach } from 'vitest';
import { InstrumentStream } from '../../src/frames/instrument-stream.js';
import { openSerialLink } from '../../src/links/serial-link.js';
import { InstrumentRig } from './instrument-rig.js';
import { until } from './socat.js';
import { TestInstrument } from './test-instrument.js';

const streams: InstrumentStream[] = [];
afterEach(async () => {
  for (const stream of streams.splice(0)) await stream.close();
});

/** An instrument on a port in memory, and a stream that is connected to it; closed after the test. */
export async function connected(instrument = new TestInstrument()) {
  const rig = new InstrumentRig(instrument);
  const link = openSerialLink({ path: 'memory', binding: rig.port.binding, backoff: { initial: 5, maximum: 10 } });
  const stream = new InstrumentStream(link);
  streams.push(stream);
  await until(() => link.isOpen);
  return { rig, stream, instrument, publicKey: instrument.publicKey };
}
