import {
  byteString,
  bytesOf,
  COMMAND_REFERENCE_CHECK,
  COMMAND_REPLACE_KEY,
  COMMAND_SET_PARAMETER,
  COMMAND_TIME_ANCHOR,
  deriveCommandKey,
  REFUSAL_NOT_ALLOWED,
  REFUSAL_UNSTABLE,
  ROLE_INSPECTOR,
  unwrapCommandKey,
  verifyCommand,
  verifySignedCommand,
} from '@hengzhun/protocol';
import { describe, expect, it } from 'vitest';
import {
  anchorTime,
  type CommandAnswer,
  checkMass,
  checkVolume,
  type InstrumentStream,
  reinitialise,
  replaceKey,
  restart,
  retire,
  seal,
  selfTest,
  sendCommand,
  setParameter,
  unlock,
  unseal,
} from '../../src/index.js';
import { connected } from '../helpers/connected.js';
import { TestInstrument } from '../helpers/test-instrument.js';

const key = deriveCommandKey(new Uint8Array(32).fill(1), {
  ueid: new Uint8Array(17),
  role: 2,
  epoch: 0,
  jurisdiction: '',
});

describe('commands', () => {
  it('are answered by a signed receipt, done or refused', async () => {
    const { rig, stream, publicKey } = await connected();
    const done = await sendCommand(stream, COMMAND_TIME_ANCHOR, [1_790_000_000, 500], key, { publicKey });
    expect(done).toMatchObject({ done: true, result: 0, verified: true, values: [] });
    rig.faults.commandResult = REFUSAL_NOT_ALLOWED;
    const refused = await sendCommand(stream, COMMAND_TIME_ANCHOR, [1, 1], key, { publicKey });
    expect(refused).toMatchObject({ done: false, result: REFUSAL_NOT_ALLOWED });
    expect(refused.text).toContain('sealed already');
  });

  it('a receipt by another key, or for another command, is no answer', async () => {
    const { rig, stream, instrument } = await connected();
    const { publicKey } = new TestInstrument();
    await expect(unlock(stream, key, { publicKey, timeout: 50 })).rejects.toMatchObject({ code: 'request-timeout' });
    rig.faults.silent = true;
    const waiting = unlock(stream, key, { timeout: 80 });
    rig.send(instrument.receipt(Buffer.from('another'), 0));
    await expect(waiting).rejects.toMatchObject({ code: 'request-timeout' });
  });

  // Kinds and arguments as the table of commands in hengzhun.cddl has them.
  it.each<[number, string, (stream: InstrumentStream) => Promise<CommandAnswer>, (number | string)[]]>([
    [2, 'seal', (stream) => seal(stream, key), []],
    [3, 'unseal', (stream) => unseal(stream, key), []],
    [4, 'reference check of a scale', (stream) => checkMass(stream, 1_000_000, 5, key), [1_000_000, 5]],
    [5, 'set parameter', (stream) => setParameter(stream, 4, -317, key), [4, -317]],
    [6, 'self-test', (stream) => selfTest(stream, key), []],
    [8, 'unlock', (stream) => unlock(stream, key), []],
    [9, 're-initialise', (stream) => reinitialise(stream, 1, key), [1]],
    [12, 'retire', (stream) => retire(stream, key), []],
    [13, 'restart', (stream) => restart(stream, key), []],
  ])('%d: %s', async (kind, _, send, items) => {
    const { rig, stream } = await connected();
    await send(stream);
    const request = rig.messages.at(-1)!;
    verifyCommand(request, key);
    expect([request.commandKind, request.commandArguments]).toEqual([kind, items]);
  });

  it('signed by a commander: COSE_Sign1', async () => {
    const { rig, stream } = await connected();
    const commander = new TestInstrument();
    expect(await unlock(stream, commander.privateKey)).toMatchObject({ done: true });
    const request = rig.messages.at(-1)!;
    expect(request.tag).toBeUndefined();
    verifySignedCommand(request, commander.publicKey);
  });

  it('time anchor: the uncertainty covers round trip, rounding and the clock of the host', async () => {
    const { rig, stream } = await connected();
    const before = Date.now();
    await anchorTime(stream, key, 20);
    const [seconds, uncertainty] = rig.messages.at(-1)!.commandArguments as [number, number];
    expect(Math.abs(seconds * 1000 - before)).toBeLessThanOrEqual(uncertainty);
    expect(uncertainty).toBeGreaterThanOrEqual(20);
    expect(uncertainty).toBeLessThan(2000);
  });

  it('reference check: point, error and uncertainty come back, or the refusal', async () => {
    const { rig, stream } = await connected();
    rig.values = [20_000_000, 66_000, 4000];
    const standard = {
      nozzle: 1,
      volume: 19_934_000,
      uncertainty: 2000,
      meterTemperature: 2400,
      standardTemperature: 2410,
    };
    const { check } = await checkVolume(stream, standard, key);
    expect(check).toEqual({ point: 20_000_000, error: 66_000, uncertainty: 4000 });
    const request = rig.messages.at(-1)!;
    expect(request.commandKind).toBe(COMMAND_REFERENCE_CHECK);
    expect(request.commandArguments).toEqual([1, 19_934_000, 2000, 2400, 2410]);
    rig.faults.commandResult = REFUSAL_UNSTABLE;
    rig.values = [];
    const refused = await checkVolume(stream, standard, key);
    expect(refused).toMatchObject({ done: false, check: undefined });
    expect(refused.text).toContain('no stable indication');
  });

  it('set parameter and self-test give what they found', async () => {
    const { rig, stream } = await connected();
    rig.values = [-42];
    expect(await setParameter(stream, 1, 2, key)).toMatchObject({ oldValue: -42 });
    expect(rig.messages.at(-1)!.commandKind).toBe(COMMAND_SET_PARAMETER);
    rig.values = [2 ** 31 + 1, 4, 90];
    expect(await selfTest(stream, key)).toMatchObject({ flags: 2 ** 31 + 1, oneTimeValues: 4, freeRecords: 90 });
  });

  it('replace key: the new key travels wrapped under the nonce of its command', async () => {
    const { rig, stream } = await connected();
    const fresh = new Uint8Array(32).fill(0x5a);
    await replaceKey(stream, { role: ROLE_INSPECTOR, epoch: 3, key: fresh }, key);
    const request = rig.messages.at(-1)!;
    const [role, epoch, wrapped] = request.commandArguments as [number, number, string];
    expect([request.commandKind, role, epoch]).toEqual([COMMAND_REPLACE_KEY, ROLE_INSPECTOR, 3]);
    expect(wrapped).not.toBe(byteString(fresh));
    const nonce = bytesOf(request.commandNonce!);
    expect([...unwrapCommandKey(bytesOf(wrapped), key, { nonce, role, epoch })]).toEqual([...fresh]);
  });
});
