import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { PROVISIONING_FILE } from '@hengzhun/firmware';
import {
  COMMAND_RESULT_DONE,
  COMMAND_SEAL,
  COMMAND_SET_PARAMETER,
  COMMAND_UNSEAL,
  commandDigest,
  EVENT_COMMAND,
  EVENT_PARAMETER,
  encodeSignedCommand,
  FRAME_KIND_IDENTITY,
  FRAME_KIND_RECEIPT,
  REFUSAL_BAD_NONCE,
  REFUSAL_BAD_TAG,
  REFUSAL_ROLE,
  REFUSAL_SEALED,
  REFUSAL_UNKNOWN_KEY,
  type ReceiptFrame,
  ROLE_AUTHORITY,
  ROLE_INSPECTOR,
  SEAL_STATE_SEALED,
  SEAL_STATE_UNSEALED,
  verifyFrame,
} from '@hengzhun/protocol';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ChipState, createEmulationHost } from '../../src/index.js';
import { bundleOf } from '../support/bundles.js';
import { coordinates, ElementScale, elementConfiguration, newElement } from '../support/element-scale.js';
import { configuration } from '../support/instrument.js';
import { Session } from '../support/session.js';

const newKey = (): { publicKey: KeyObject; privateKey: KeyObject } =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' });
const authority = newKey();
const inspector = newKey();
const stranger = newKey();
const COMMANDERS = [
  { role: ROLE_AUTHORITY, epoch: 0, ...coordinates(authority.publicKey) },
  { role: ROLE_INSPECTOR, epoch: 0, ...coordinates(inspector.publicKey) },
];
const LEARNING_HOURS = 15;

let bundle: string;
let provisioned: ChipState;
beforeAll(async () => {
  bundle = (await bundleOf({ instrument: 'scale', signer: 'element' })).code;
  provisioned = await newElement();
});

let scale: ElementScale;
let instrumentKey: KeyObject;
beforeEach(async () => {
  scale = await ElementScale.start(
    structuredClone(provisioned),
    bundle,
    elementConfiguration({ commanders: COMMANDERS }),
  );
  instrumentKey = await scale.publicKey();
});

async function newNonce(session: Session): Promise<Uint8Array> {
  const after = session.replies.length;
  session.request({ type: 'command-nonce' });
  return (await session.reply('command-nonce', after)).nonce;
}

const command = (key: KeyObject, nonce: Uint8Array, kind: number, list: number[] = []): Uint8Array =>
  encodeSignedCommand({ kind, nonce, arguments: list }, key);

/** Sends a command and waits for its receipt, which must be this instrument's and this command's. */
async function receiptFor(message: Uint8Array): Promise<ReceiptFrame['claims']> {
  const after = scale.session.frames.length;
  scale.session.send(message);
  const receipt = await scale.session.frame(FRAME_KIND_RECEIPT, after);
  verifyFrame(receipt, instrumentKey);
  expect(Buffer.from(receipt.claims.commandDigest)).toEqual(Buffer.from(commandDigest(message)));
  return receipt.claims;
}

const give = async (key: KeyObject, kind: number, list: number[] = []): Promise<number> =>
  (await receiptFor(command(key, await newNonce(scale.session), kind, list))).commandResult;

/** Reason of the unsigned refusal of what is not authentic. */
async function refusalOf(session: Session, message: Uint8Array): Promise<number> {
  const after = session.replies.length;
  session.send(message);
  return (await session.reply('refusal', after)).reason;
}

const sealState = async (): Promise<number> => (await scale.status()).claims.sealState;

describe('commands signed by a commander (CDDL signed-command, COSE_Sign1, RFC 9052 section 4.2)', () => {
  it('seal, unseal and set a parameter, with receipts that verify and a log that names the role', async () => {
    const set = await receiptFor(
      command(authority.privateKey, await newNonce(scale.session), COMMAND_SET_PARAMETER, [LEARNING_HOURS, 40]),
    );
    expect(set).toMatchObject({ commandResult: COMMAND_RESULT_DONE, values: [36] });
    expect(await give(authority.privateKey, COMMAND_SEAL)).toBe(COMMAND_RESULT_DONE);
    expect(await sealState()).toBe(SEAL_STATE_SEALED);
    expect(await give(authority.privateKey, COMMAND_SET_PARAMETER, [LEARNING_HOURS, 36])).toBe(REFUSAL_SEALED);
    expect(await give(authority.privateKey, COMMAND_UNSEAL)).toBe(COMMAND_RESULT_DONE);
    expect(await sealState()).toBe(SEAL_STATE_UNSEALED);
    expect(await scale.events(EVENT_PARAMETER)).toEqual([[LEARNING_HOURS, 36, 40, ROLE_AUTHORITY]]);
    expect((await scale.events(EVENT_COMMAND)).map(([kind, result]) => [kind, result])).toEqual([
      [COMMAND_SET_PARAMETER, COMMAND_RESULT_DONE],
      [COMMAND_SEAL, COMMAND_RESULT_DONE],
      [COMMAND_SET_PARAMETER, REFUSAL_SEALED],
      [COMMAND_UNSEAL, COMMAND_RESULT_DONE],
    ]);
  });

  it('are refused with a receipt, and logged, where the commander’s role may not', async () => {
    expect(await give(inspector.privateKey, COMMAND_SEAL)).toBe(REFUSAL_ROLE);
    expect(await give(inspector.privateKey, COMMAND_SET_PARAMETER, [LEARNING_HOURS, 40])).toBe(REFUSAL_ROLE);
    expect(await sealState()).toBe(SEAL_STATE_UNSEALED);
    expect((await scale.events(EVENT_COMMAND)).map(([kind, result]) => [kind, result])).toEqual([
      [COMMAND_SEAL, REFUSAL_ROLE],
      [COMMAND_SET_PARAMETER, REFUSAL_ROLE],
    ]);
  });

  it('are refused with a stranger’s key, a spoilt signature or payload; the nonce stays good', async () => {
    const nonce = await newNonce(scale.session);
    const good = command(authority.privateKey, nonce, COMMAND_SEAL);
    expect(await refusalOf(scale.session, command(stranger.privateKey, nonce, COMMAND_SEAL))).toBe(REFUSAL_UNKNOWN_KEY);
    const signature = Uint8Array.from(good);
    signature[signature.length - 1]! ^= 1;
    expect(await refusalOf(scale.session, signature)).toBe(REFUSAL_BAD_TAG);
    // the authority's signature over another command with the same nonce
    const other = command(authority.privateKey, nonce, COMMAND_UNSEAL);
    const mixed = Uint8Array.from([...other.subarray(0, -64), ...good.subarray(-64)]);
    expect(await refusalOf(scale.session, mixed)).toBe(REFUSAL_BAD_TAG);
    expect(await scale.events(EVENT_COMMAND)).toEqual([]);
    expect((await receiptFor(good)).commandResult).toBe(COMMAND_RESULT_DONE);
  });

  it('count once: a replayed one and one with a nonce that was never given are refused', async () => {
    const message = command(authority.privateKey, await newNonce(scale.session), COMMAND_SEAL);
    expect((await receiptFor(message)).commandResult).toBe(COMMAND_RESULT_DONE);
    expect(await refusalOf(scale.session, message)).toBe(REFUSAL_BAD_NONCE);
    const invented = command(authority.privateKey, randomBytes(16), COMMAND_UNSEAL);
    expect(await refusalOf(scale.session, invented)).toBe(REFUSAL_BAD_NONCE);
    expect(await sealState()).toBe(SEAL_STATE_SEALED);
    expect(await scale.events(EVENT_COMMAND)).toHaveLength(1);
  });

  it('are refused by an instrument without an element: nothing there can check them', async () => {
    const config = configuration({ commanders: COMMANDERS });
    const host = createEmulationHost({
      bundle: (await bundleOf({ instrument: 'scale' })).code,
      files: { [PROVISIONING_FILE]: config },
    });
    const session = new Session(host);
    await host.start();
    await session.frame(FRAME_KIND_IDENTITY);
    const message = command(authority.privateKey, await newNonce(session), COMMAND_SEAL);
    expect(await refusalOf(session, message)).toBe(REFUSAL_UNKNOWN_KEY);
    await host.stop();
  });
});
