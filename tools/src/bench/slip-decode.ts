import { SlipDecoder, slipEncodeBytes } from '@hengzhun/protocol';
import { SlipDecoder as ReferenceDecoder } from '@serialport/parser-slip-encoder';
import { makeChain } from './frames.js';
import { measurePair } from './measure.js';
import { atLeast, type BenchResult } from './result.js';

/** What a serial port hands over at once when it is busy. */
const chunkBytes = 4096;

/**
 * MB/s of the same stream of status frames. Ours also checks every CRC-32 and bounds every packet; the reference does neither.
 */
export async function slipDecode(smoke: boolean): Promise<BenchResult> {
  const { frames } = makeChain(144);
  const copies = smoke ? 8 : 40;
  const packets = Array.from({ length: copies }, () => frames.map((frame) => slipEncodeBytes(frame))).flat();
  const stream = Buffer.concat(packets);
  const chunks: Buffer[] = [];
  for (let at = 0; at < stream.length; at += chunkBytes) chunks.push(stream.subarray(at, at + chunkBytes));
  const expect = (decoded: number) => {
    if (decoded !== packets.length) throw new Error(`slip.decode: ${decoded} of ${packets.length} packets came out`);
  };
  // The reference is much slower: ours goes over the stream several times for each time of the reference.
  const repeat = 16;
  const subject = () => {
    for (let i = 0; i < repeat; i++) {
      const decoder = new SlipDecoder();
      let decoded = 0;
      for (const chunk of chunks) {
        for (const item of decoder.push(chunk)) if (item.type === 'packet') decoded++;
      }
      expect(decoded);
    }
  };
  const reference = async () => {
    const decoder = new ReferenceDecoder();
    let decoded = 0;
    decoder.on('data', () => {
      decoded++;
    });
    for (const chunk of chunks) decoder.write(chunk);
    await new Promise<void>((resolve) => decoder.end(resolve));
    expect(decoded);
  };
  const pair = await measurePair(subject, reference, { rounds: smoke ? 3 : 15, units: stream.length / 1e6 });
  return atLeast(
    'slip.decode',
    'MB/s',
    { value: pair.value * repeat, reference: pair.reference, ratio: pair.ratio * repeat },
    20,
  );
}
