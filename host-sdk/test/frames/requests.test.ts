import { importPublicKey, verifyFrame } from '@hengzhun/protocol';
import { describe, expect, it } from 'vitest';
import { requestIdentity, requestKey, requestStatus } from '../../src/frames/requests.js';
import { connected } from '../helpers/connected.js';
import { until } from '../helpers/socat.js';
import { temporaryStore } from '../helpers/temporary-store.js';
import { TestInstrument } from '../helpers/test-instrument.js';

describe('requests', () => {
  it('status: the answer carries the fresh nonce and is verified', async () => {
    const { stream, publicKey } = await connected();
    const { frame, nonce, verified, sentAt, receivedAt } = await requestStatus(stream, { publicKey });
    expect([...frame.claims.nonce!]).toEqual([...nonce]);
    expect(nonce).toHaveLength(12);
    expect(verified).toBe(true);
    expect(sentAt).toBeLessThanOrEqual(receivedAt);
    verifyFrame(frame, publicKey);
  });

  it('identity: the answer names the instrument', async () => {
    const { stream, instrument } = await connected();
    const { frame, verified } = await requestIdentity(stream);
    expect([...frame.claims.ueid]).toEqual([...instrument.ueid]);
    expect(verified).toBe(false);
  });

  it('several challenges answered by one signature over the list of nonces', async () => {
    const { rig, stream, publicKey } = await connected();
    rig.faults.list = true;
    const { frame, nonce } = await requestStatus(stream, { publicKey });
    expect([...frame.claims.nonce!]).not.toEqual([...nonce]);
  });

  it('a frame without our nonce is no answer', async () => {
    const { rig, stream } = await connected();
    rig.faults.stale = true;
    await expect(requestStatus(stream, { timeout: 50 })).rejects.toMatchObject({ code: 'request-timeout' });
  });

  it('an answer with our nonce but by another key is no answer', async () => {
    const { stream } = await connected();
    const { publicKey } = new TestInstrument();
    await expect(requestStatus(stream, { timeout: 50, publicKey })).rejects.toMatchObject({ code: 'request-timeout' });
  });

  it('busy and refusal are told with their detail', async () => {
    const { rig, stream } = await connected();
    rig.faults.busy = 7;
    await expect(requestStatus(stream)).rejects.toMatchObject({ code: 'request-busy', detail: { retryAfter: 7 } });
    rig.faults.busy = 0;
    rig.faults.refuse = 10;
    await expect(requestStatus(stream)).rejects.toMatchObject({ code: 'request-refused', detail: { reason: 10 } });
  });

  it('ends by signal, by a vanishing port and by closing', async () => {
    const { rig, stream } = await connected();
    rig.faults.silent = true;
    await expect(requestStatus(stream, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'request-aborted',
    });
    const controller = new AbortController();
    const aborted = requestStatus(stream, { signal: controller.signal });
    controller.abort();
    await expect(aborted).rejects.toMatchObject({ code: 'request-aborted' });
    const vanished = requestStatus(stream);
    rig.port.vanish();
    await expect(vanished).rejects.toMatchObject({ code: 'link-vanished' });
    await expect(requestStatus(stream)).rejects.toMatchObject({ code: 'link-not-open' });
    rig.port.present = true;
    await until(() => stream.link.isOpen);
    const closed = requestStatus(stream);
    await Promise.all([expect(closed).rejects.toMatchObject({ code: 'link-closed' }), stream.close()]);
  });

  it('status of a nozzle: the request names it', async () => {
    const { rig, stream } = await connected();
    const { frame } = await requestStatus(stream, { nozzle: 2 });
    expect(frame.claims.nozzle?.index).toBe(2);
    expect(rig.messages.at(-1)).toMatchObject({ type: 'status', nozzle: 2 });
    await expect(requestStatus(stream, { nozzle: 4 })).rejects.toMatchObject({ code: 'request-bad-argument' });
  });

  it('key: the coordinates of the public key', async () => {
    const { stream, publicKey } = await connected();
    const { x, y } = await requestKey(stream);
    expect(importPublicKey({ x, y }).equals(publicKey)).toBe(true);
  });

  it('the stream hands every message on, classified, with the challenge for the ingest', async () => {
    const { rig, stream, instrument } = await connected();
    const iterator = stream[Symbol.asyncIterator]();
    rig.send(instrument.status());
    rig.send(new Uint8Array([0x83, 0x18, 0x42, 1, 2])); // a busy reply
    rig.send(new Uint8Array([0xd2, 0x84]));
    rig.send('hello');
    const types: string[] = [];
    for (let i = 0; i < 4; i++) {
      const { value } = await iterator.next();
      types.push(value!.type === 'refused' ? `refused ${value.code}` : value!.type);
    }
    expect(types).toEqual(['frame', 'reply', 'refused cbor-truncated', 'refused message-unknown']);
    const answer = requestStatus(stream);
    const { value } = await iterator.next();
    const { nonce, sentAt } = await answer;
    if (value?.type !== 'frame') throw new Error('no frame');
    expect([...value.packet.challenge!.nonce]).toEqual([...nonce]);
    expect(value.packet.challenge!.sentAt).toBe(sentAt);
    const store = await temporaryStore();
    await store.registry.enrol(instrument.record());
    const [outcome] = await store.ingest([value.packet]);
    expect(outcome).toMatchObject({ code: 'frame-accepted', findings: [] });
  });
});
