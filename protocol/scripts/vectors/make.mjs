// The golden vectors: a pure function of the protocol package, so that a test can make them again and compare.
import { makeMessages } from './messages.mjs';
import { makeRefused } from './refused.mjs';
import { signDeterministically } from './rfc6979.mjs';
import {
  DISPENSER_STATEMENT,
  ELEMENT,
  IDENTITY_STATE,
  INSTRUMENT_SCALAR,
  ordinaryStatus,
  STATEMENT,
  WIDEST_NOZZLE_STATUS,
  WIDEST_STATUS,
} from './samples.mjs';

const hex = (bytes) => Buffer.from(bytes).toString('hex');

/** Every file of the directory `vectors`, as name and content. `p` is the module @hengzhun/protocol. */
export function makeVectors(p) {
  const privateKey = p.importPrivateKey(INSTRUMENT_SCALAR);
  const signer = (message) => signDeterministically(INSTRUMENT_SCALAR, message);
  const sign = (payload) => p.signFrame(payload, privateKey, signer);
  const frames = makeFrames(p, sign);
  const key = {
    note: 'TEST KEY, known to everyone: never enrol it',
    private: hex(INSTRUMENT_SCALAR),
    public: p.exportJwk(privateKey),
  };
  return {
    'frames.golden.json': {
      about: 'Frames that must be accepted, in one chain (the last five, a dispenser and the widest, stand alone)',
      key,
      frames,
    },
    'refused-frames.golden.json': {
      about: 'Frames with exactly one defect each, and the code that refuses them; stage says who finds it',
      key,
      frames: makeRefused(p, frames),
    },
    ...makeMessages(p),
  };
}

/** One frame of every kind, linked; then those of a dispenser and the widest ones. */
function makeFrames(p, sign) {
  const statementDigest = p.sha256(Buffer.from(p.writeIdentityStatement(STATEMENT), 'latin1'));
  const logHead = p.sha256(Buffer.from('log')).toString('latin1');
  const identityDigest = statementDigest.toString('latin1');
  let previous = '\0'.repeat(16);
  let sequence = 0;
  const out = [];
  const add = (name, write, content) => {
    sequence++;
    const bytes = sign(
      write({ uptime: 60 * sequence, bootcount: 7, logLength: 3, logHead, sequence, previous, ...content }),
    );
    const digest = p.frameDigest(p.decodeFrame(bytes));
    previous = Buffer.from(digest.subarray(0, 16)).toString('latin1');
    out.push({ name, bytes: hex(bytes), digest: hex(digest), claims: plain(p.decodeFrame(bytes).claims) });
  };
  const status = { ...ordinaryStatus(p), logHead: logHead.slice(0, 16), identityDigest: identityDigest.slice(0, 8) };
  const softwareMeasurement = p.sha256(Buffer.from('bundle')).toString('latin1');
  add('identity, genesis', p.writeIdentityClaims, {
    ...STATEMENT,
    ...IDENTITY_STATE,
    identityDigest,
    softwareMeasurement,
  });
  add('status', p.writeStatusClaims, status);
  add('status with nonce and time', p.writeStatusClaims, {
    ...status,
    uptime: 86_460,
    iat: 1_790_000_000,
    nonce: 'challenge',
    timeQuality: p.TIME_QUALITY_SYNCHRONISED,
  });
  add('status without thermometer and channels', p.writeStatusClaims, {
    ...status,
    uptime: 86_520,
    channels: '',
    temperature: undefined,
  });
  add('log', p.writeLogClaims, { uptime: 86_580, nonce: 'challenger12', first: 0, count: 3 });
  add('receipt', p.writeReceiptClaims, {
    uptime: 86_640,
    commandDigest: p.sha256(Buffer.from('command')).subarray(0, 16).toString('latin1'),
    commandResult: p.COMMAND_RESULT_DONE,
  });
  add('receipt with values', p.writeReceiptClaims, {
    uptime: 86_700,
    commandDigest: p.sha256(Buffer.from('check')).subarray(0, 16).toString('latin1'),
    commandResult: p.COMMAND_RESULT_DONE,
    values: [1_000_000, -250, 120, -1, 0, 2 ** 53 - 1, -(2 ** 53 - 1), 8],
  });
  add('status with live indication', p.writeStatusClaims, {
    ...status,
    uptime: 86_760,
    nonce: 'challenge',
    flags: 2 ** 31 + 2 ** p.FLAG_BIT_LOCKED,
    indication: -2147483648,
  });
  const alone = (name, write, content) => {
    const bytes = sign(write({ ...WIDEST_STATUS, ...content }));
    const frame = p.decodeFrame(bytes);
    out.push({ name, bytes: hex(bytes), digest: hex(p.frameDigest(frame)), claims: plain(frame.claims) });
  };
  const dispenserDigest = p.sha256(Buffer.from(p.writeIdentityStatement(DISPENSER_STATEMENT), 'latin1'));
  alone('identity of a dispenser', p.writeIdentityClaims, {
    ...DISPENSER_STATEMENT,
    ...IDENTITY_STATE,
    logHead,
    lifeStage: p.LIFE_STAGE_REPAIR,
    element: ELEMENT,
    identityDigest: dispenserDigest.toString('latin1'),
    softwareMeasurement,
  });
  alone('status of a dispenser', p.writeStatusClaims, {
    ...status,
    sequence: 2,
    nonce: 'challenge',
    channels:
      p.packChannel(p.CHANNEL_PULSE_EQUIVALENT, 0, -120, 60) +
      p.packChannel(p.CHANNEL_PHASE_ERRORS, 0, 3, 1) +
      p.packChannel(p.CHANNEL_OVERSHOOT, 0, 12, 4),
    nozzle: p.packNozzle(1, 0b0100, 2 ** 32 + 5, 70_000),
    indication: 31_250,
  });
  alone('status, every field at its widest', p.writeStatusClaims, WIDEST_STATUS);
  alone('status of a dispenser, every field at its widest', p.writeStatusClaims, WIDEST_NOZZLE_STATUS);
  alone('status with an indication where there is just room', p.writeStatusClaims, {
    channels: WIDEST_STATUS.channels.slice(0, 42),
    indication: 2147483647,
  });
  return out;
}

/** Claims as JSON: byte strings in hex, absent values as null. */
export function plain(value) {
  if (value instanceof Uint8Array) return hex(value);
  if (Array.isArray(value)) return value.map(plain);
  if (value === undefined) return null;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]));
}
