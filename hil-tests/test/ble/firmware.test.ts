import { PROVISIONING_FILE } from '@hengzhun/firmware';
import { createEmulatedRadio, createEmulationHost } from '@hengzhun/hil-tests';
import { InstrumentStream, openBleLink, openStore, proveFresh, scanInstruments } from '@hengzhun/host-sdk';
import { keyIdentifier } from '@hengzhun/protocol';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../host-sdk/src/bytes.js';
import { bundleOf } from '../support/bundles.js';
import { configuration, publicKey, UEID } from '../support/instrument.js';
import { Hall } from './hall.js';

describe('the real firmware over the virtual radio', () => {
  it('is found by its beacon, connected, challenged, read and proved', async () => {
    const hall = new Hall();
    const { noble, clock, air } = hall;
    const radio = createEmulatedRadio(air, { randomAddress: 'c2:48:5a:00:00:07', position: { x: 3, y: 0 } });
    const { code } = await bundleOf({ instrument: 'scale' });
    const host = createEmulationHost({
      bundle: code,
      files: { [PROVISIONING_FILE]: configuration() },
      clock: air.clock,
      radio,
    });
    await host.start();
    const store = await openStore(':memory:', { clock });
    await store.registry.enrol({ ueid: UEID.toString('hex'), publicKey: publicKey.export({ format: 'jwk' }) });
    const scan = scanInstruments({ noble, clock });
    await hall.untilSo(() => scan.snapshot().some(({ beacon }) => beacon !== undefined), 60_000);
    // Its signer fills its pool after the boot.
    await air.run(120_000);
    expect(host.console).toEqual([]);
    const kid = toHex(keyIdentifier(publicKey));
    expect(scan.snapshot()).toMatchObject([{ kid, beacon: { selfState: 0 }, suspicions: [] }]);
    const link = openBleLink({ address: 'c2:48:5a:00:00:07', noble, clock });
    const stream = new InstrumentStream(link, { clock });
    const began = air.now();
    const proof = await hall.until(proveFresh(stream, { store }), 300_000);
    const took = Object.fromEntries(
      proof.steps.map(({ step, startedAt, endedAt }) => [step, Math.round(endedAt - startedAt)]),
    );
    console.log(
      `real firmware at MTU ${link.radio.mtu}, ms:`,
      JSON.stringify(took),
      'gaps:',
      link.radio.gaps,
      Math.round(air.now() - began),
    );
    await hall.until(stream.close());
    await hall.until(scan.close());
    expect(proof.result).toBe('proved');
    expect(proof.kid).toBe(kid);
    expect(proof.log!.length).toBeGreaterThan(0);
    await host.stop();
    radio.close();
    hall.close();
    await store.close();
  });
});
