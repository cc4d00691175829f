import { byteString, REFUSAL_NOT_ALLOWED, REFUSAL_SEALED, sha256, writeUpdateReply } from '@hengzhun/protocol';
import { describe, expect, it } from 'vitest';
import { confirmUpdate, transferImage, updateSoftware } from '../../src/index.js';
import { connected } from '../helpers/connected.js';
import { until } from '../helpers/socat.js';

const key = new Uint8Array(32).fill(3);
const image = Uint8Array.from({ length: 1000 }, (_, i) => (i * 7) % 251);
const update = { counter: 4, image };

describe('software update', () => {
  it('authorises, sends, activates, and waits until the new software shows itself', async () => {
    const { rig, stream, instrument, publicKey } = await connected();
    instrument.identityChanges = {
      softwareCounter: update.counter,
      softwareMeasurement: byteString(sha256(image)),
    };
    const progress: number[] = [];
    await updateSoftware(stream, update, key, { publicKey, onProgress: (stored) => progress.push(stored) });
    expect([...rig.image]).toEqual([...image]);
    expect(progress).toEqual([128, 256, 384, 512, 640, 768, 896, 1000]);
    const commands = rig.messages.filter(({ type }) => type === 'command');
    expect(commands.map(({ commandKind }) => commandKind)).toEqual([10, 11]);
    expect(commands[0]!.commandArguments).toEqual([4, 1000, byteString(sha256(image))]);
  });

  it('sends lost pieces again', async () => {
    const { rig, stream } = await connected();
    rig.faults.dropPieces = 2;
    await transferImage(stream, image, { timeout: 30 });
    expect([...rig.image]).toEqual([...image]);
  });

  it('goes on where an earlier transfer ended', async () => {
    const { rig, stream } = await connected();
    rig.image = Buffer.from(image.subarray(0, 640));
    await transferImage(stream, image);
    expect([...rig.image]).toEqual([...image]);
    const offsets = rig.messages.map(({ offset }) => offset);
    expect(offsets).toEqual([0, 640, 768, 896]);
  });

  it('gives up when nothing gets through', async () => {
    const { rig, stream } = await connected();
    rig.faults.dropPieces = 100;
    const transfer = transferImage(stream, image, { timeout: 10, attempts: 3 });
    await expect(transfer).rejects.toMatchObject({ code: 'update-stalled', detail: { stored: 0, total: 1000 } });
    expect(rig.messages).toHaveLength(3);
  });

  it('an instrument that always wants the same piece cannot keep it going for ever', async () => {
    const { rig, stream } = await connected();
    rig.faults.silent = true;
    const transfer = transferImage(stream, image, { attempts: 2 });
    const failed = expect(transfer).rejects.toMatchObject({ code: 'update-stalled' });
    for (let sent = 1; sent <= 3; sent++) {
      await until(() => rig.messages.length >= sent);
      rig.send(writeUpdateReply(sent === 1 ? 128 : 0));
    }
    await failed;
  });

  it('more than the image is asked for: it was authorised for another one', async () => {
    const { rig, stream } = await connected();
    rig.image = Buffer.alloc(1001);
    await expect(transferImage(stream, image)).rejects.toMatchObject({ code: 'update-stalled' });
  });

  it('a piece that nobody authorised is refused', async () => {
    const { rig, stream } = await connected();
    rig.faults.refusePieces = REFUSAL_NOT_ALLOWED;
    await expect(transferImage(stream, image)).rejects.toMatchObject({ code: 'request-refused' });
  });

  it('a refused command ends it with the reason', async () => {
    const { rig, stream, publicKey } = await connected();
    rig.faults.commandResult = REFUSAL_SEALED;
    await expect(updateSoftware(stream, update, key, { publicKey })).rejects.toMatchObject({
      code: 'update-refused',
      detail: { step: 'authorise', reason: REFUSAL_SEALED },
    });
    expect(rig.image).toHaveLength(0);
  });

  it('says so when the old software runs on', async () => {
    const { stream, publicKey } = await connected();
    const confirmation = confirmUpdate(stream, update, { publicKey, restartTimeout: 20 });
    await expect(confirmation).rejects.toMatchObject({ code: 'update-not-shown', detail: { counter: 0 } });
  });

  it('the right counter with another measurement is not the new software', async () => {
    const { stream, instrument, publicKey } = await connected();
    instrument.identityChanges = { softwareCounter: update.counter };
    const confirmation = confirmUpdate(stream, update, { publicKey, restartTimeout: 20 });
    await expect(confirmation).rejects.toMatchObject({ code: 'update-not-shown' });
  });
});
