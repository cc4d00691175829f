import type { ByteString } from '@hengzhun/protocol/device';
import { CONDITION_EXCHANGED, CONDITION_FAULT, CONDITION_MISSING, CONDITION_SOUND } from '../crypto/condition.js';
import type { Signer, SignerOptions } from '../crypto/signer.js';
import { openI2c } from '../drivers/i2c.js';
import type { DriverRecord } from '../drivers/records.js';
import { milliseconds } from '../platform/espruino.js';
import { ATTEMPTS, type Link, runJob } from './link.js';
import { lowerHalf } from './lower-half.js';
import {
  COUNTER_INCREMENT,
  COUNTER_READ,
  NONCE,
  PUBLIC_KEY,
  RANDOM,
  READ_LOCKS,
  READ_SERIAL,
  READ_SERIAL_PART,
  SIGN,
  VERIFY,
} from './steps.js';

/** A signer whose key never leaves an ATECC608 (slot 0, P-256): the one with `serial` and `publicKey`, empty before the birth. */
export interface ElementSigner extends Signer, Link {
  /** The chip's counter 0 less the instrument's mark, fixed at birth. */
  base: number;
  /** The chip's counter as last read; -1 before the first check of this boot. */
  counter: number;
  /** The instrument's mark, and what it was when this boot began. See `setMark`. */
  mark: number;
  firstMark: number;
  /** By how much the counter was ahead of the mark then: 0, unless an older state was put back into flash. */
  ahead: number;
  keep: (key: ByteString) => void;
  /** When the next check is due, ms of the platform. */
  checkAt: number;
}

/** Serial number, public key, and the base in four bytes. */
const RECORD = 77;
/** Between two checks of a sound element, and of one that is not, ms. */
const SOUND_INTERVAL = 30000;
const OTHER_INTERVAL = 5000;
/** Signatures that can be asked for in a row: the element does not run out of them. */
const CAPACITY = 8;

/** Makes the signer of the element that a record describes (records.ts, DRIVER_ELEMENT). It checks the element first. */
export function createElementSigner(options: SignerOptions, record: DriverRecord): ElementSigner {
  // what is kept of a software key must not pass for an element's, nor show: this instrument is newborn then
  const key = options.key.length === RECORD ? options.key : '';
  const numbers = record.numbers;
  const texts = record.texts;
  const mark = options.mark || 0;
  let base = 0;
  for (let i = 73; i < key.length; i++) base = (base << 8) | key.charCodeAt(i);
  return {
    publicKey: key.substr(9, 64),
    serial: key.substr(0, 9),
    condition: CONDITION_SOUND,
    faults: 0,
    dropped: 0,
    base: base,
    counter: -1,
    mark: mark,
    firstMark: mark,
    ahead: 0,
    keep: options.keep,
    checkAt: 0,
    bus: openI2c(numbers[0]!, texts[0]!, texts[1]!),
    address: numbers[1]!,
    steps: [],
    done: undefined,
    answers: [],
    attempts: 0,
    looks: 0,
    heard: false,
    waiting: [],
  };
}

/** Signatures that can be asked for; none before the first check, and none while the element is not the enrolled one. */
export function elementAvailable(signer: ElementSigner): number {
  return signer.condition === CONDITION_SOUND && signer.counter >= 0 ? CAPACITY : 0;
}

/** Looks after the element where nothing else is under way: the check that is due, or the counter that lags behind. */
export function stepElement(signer: ElementSigner): void {
  if (signer.steps.length > 0) return;
  if (milliseconds() >= signer.checkAt) {
    runJob(signer, [READ_SERIAL, PUBLIC_KEY, COUNTER_READ, READ_LOCKS], (answers) =>
      /*@__NOINLINE__*/ check(signer, answers),
    );
  } else if (elementAvailable(signer) > 0 && signer.counter < signer.base + signer.mark) {
    runJob(signer, [COUNTER_INCREMENT], (answers) => {
      if (answers) signer.counter = counterOf(answers[1]!);
      else signer.checkAt = 0;
    });
    // not repeated: whether it was done although its answer did not come, the next check tells
    signer.attempts = ATTEMPTS;
  }
}

function counterOf(data: ByteString): number {
  return data.charCodeAt(0) + data.charCodeAt(1) * 256 + data.charCodeAt(2) * 65536;
}

/** The element did not do a job: it is gone, or it fails. The next check is soon. */
function lose(signer: ElementSigner): void {
  settle(signer, signer.heard ? CONDITION_FAULT : CONDITION_MISSING);
  if (signer.heard) signer.faults++;
}

function settle(signer: ElementSigner, condition: number): void {
  signer.condition = condition;
  signer.checkAt = milliseconds() + (condition === CONDITION_SOUND ? SOUND_INTERVAL : OTHER_INTERVAL);
}

/**
 * Is this the element that the instrument was born with? The first sound one that answers to a newborn instrument is.
 * @cold
 */
function check(signer: ElementSigner, answers: ByteString[] | undefined): void {
  // an element that is not locked may be given another configuration by whoever reaches the wires
  if (!answers || answers[4]!.substr(2) !== '\0\0') {
    lose(signer);
    return;
  }
  const serial = answers[1]!.substr(0, 4) + answers[1]!.substr(8, 5);
  const publicKey = answers[2]!;
  const counter = counterOf(answers[3]!);
  if (!signer.serial) {
    const base = counter - signer.mark;
    signer.keep(
      serial + publicKey + String.fromCharCode((base >> 24) & 255, (base >> 16) & 255, (base >> 8) & 255, base & 255),
    );
    signer.serial = serial;
    signer.publicKey = publicKey;
    signer.base = base;
    signer.firstMark = signer.mark;
  }
  if (serial !== signer.serial || publicKey !== signer.publicKey) {
    settle(signer, CONDITION_EXCHANGED);
    return;
  }
  // a mark is in flash before the counter rises to it: at the first check of a boot, flash held at least as much
  if (signer.counter < 0) signer.ahead = Math.max(0, counter - signer.base - signer.firstMark);
  signer.counter = counter;
  settle(signer, CONDITION_SOUND);
}

/**
 * Signs a digest. The chip's serial number is read in the same waking; another chip's signature is thrown away.
 * @cold
 */
export function signWithElement(
  signer: ElementSigner,
  digest: ByteString,
  done: (signature: ByteString | undefined) => void,
): void {
  runJob(signer, [READ_SERIAL_PART, RANDOM, NONCE + digest, SIGN], (answers) => {
    const signature = isEnrolled(signer, answers) && answers![4]!;
    if (!signature) signer.dropped++;
    done(signature ? signature.substr(0, 32) + lowerHalf(signature.substr(32)) : undefined);
  });
}

/** Whether a job's answers came, and from the enrolled element; its first step read part of the serial number. */
function isEnrolled(signer: ElementSigner, answers: ByteString[] | undefined): boolean {
  if (!answers) lose(signer);
  else if (answers[1] !== signer.serial.substr(4, 4)) settle(signer, CONDITION_EXCHANGED);
  return signer.condition === CONDITION_SOUND;
}

/**
 * Checks another's signature on P-256. What the element does not say is valid is not.
 * @cold
 */
export function verifyWithElement(
  signer: ElementSigner,
  digest: ByteString,
  signature: ByteString,
  publicKey: ByteString,
  done: (valid: boolean) => void,
): void {
  runJob(signer, [READ_SERIAL_PART, NONCE + digest, VERIFY + signature + publicKey], (answers) =>
    done(isEnrolled(signer, answers) && answers![3] === '\0'),
  );
}
