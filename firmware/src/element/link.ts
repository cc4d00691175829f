import type { ByteString } from '@hengzhun/protocol/device';
import { callLater } from '../platform/espruino.js';
import { crc16 } from './crc16.js';

/**
 * What a job does when it ends: it gets the data of the answers, that to the wake pulse first and then one for each step, or
 * undefined when the job failed.
 */
export type Done = (answers: ByteString[] | undefined) => void;

/** The way to an ATECC608 and the job under way on it. */
export interface Link {
  bus: EspruinoI2c;
  /** 7 bits. */
  address: number;
  /** See steps.ts; empty at rest. */
  steps: ByteString[];
  done: Done | undefined;
  answers: ByteString[];
  /** Attempts behind the present one, and looks left for the present answer. */
  attempts: number;
  looks: number;
  /** The chip was heard in this job. */
  heard: boolean;
  /** Jobs that wait: steps and what to do then, in turn. */
  waiting: Array<ByteString[] | Done>;
}

export const ATTEMPTS = 3;
/**
 * Longest time of the chip's watchdog, after which it sleeps, ms (data sheet: 0.7 s at least, 1.3 s usually, 1.7 s at most). No job
 * takes as long as the shortest.
 */
const WATCHDOG = 1700;

/** Sends bytes; that nobody took them shows in the answer that does not come. */
function send(link: Link, address: number, bytes: ByteString): void {
  try {
    link.bus.writeTo(address, bytes);
  } catch (_) {
    // a hardware bus tells; the chip sleeps, is busy or is not there
  }
}

function receive(link: Link, length: number): ByteString {
  try {
    return E.toString(link.bus.readFrom(link.address, length));
  } catch (_) {
    return '';
  }
}

/**
 * Does a job, now or when those before it are done: wakes the chip, goes through the steps and puts it to sleep, which also
 * forgets TempKey. Never blocks: between any two transfers the instrument goes on. What fails is tried again from the start,
 * three times altogether, so a job must be one that can be repeated (or set `attempts` to the last one). Ends within 4.5 s.
 */
export function runJob(link: Link, steps: ByteString[], done: Done): void {
  if (link.steps.length > 0) {
    link.waiting.push(steps, done);
    return;
  }
  link.steps = steps;
  link.done = done;
  link.attempts = 0;
  link.heard = false;
  wake(link);
}

/** An address of zeros at 100 kHz holds SDA low for longer than tWLO (60 us); a chip that is awake does not mind. */
function wake(link: Link): void {
  link.answers = [];
  send(link, 0, '\0');
  lookAfter(link, 2);
}

function lookAfter(link: Link, interval: number): void {
  link.looks = 8;
  callLater(() => look(link, interval), interval);
}

/** Looks whether the answer is there. A busy chip does not acknowledge, which a bus in software shows as ones. */
function look(link: Link, interval: number): void {
  const at = link.answers.length;
  const expected = at > 0 ? link.steps[at - 1]!.charCodeAt(1) : 1;
  const packet = /*@__NOINLINE__*/ receive(link, expected + 3);
  const count = packet.charCodeAt(0);
  if (count > 3 && count <= packet.length && crc16(packet.substr(0, count - 2)) === packet.substr(count - 2, 2)) {
    link.heard = true;
    /*@__NOINLINE__*/ take(link, packet.substr(1, count - 3), expected);
    return;
  }
  // spoilt on the way: the chip gives it again from the start
  if (count < 255) send(link, link.address, '\0');
  if (--link.looks > 0) callLater(() => look(link, interval), interval);
  else {
    /*@__NOINLINE__*/ fail(link);
  }
}

function take(link: Link, data: ByteString, expected: number): void {
  const at = link.answers.length;
  const status = data.charCodeAt(0);
  // of a status, 0x11 is the answer to the wake pulse, 0 done, 1 not valid; every other one (and no data) is a failure
  if (data.length !== expected || (expected < 2 && (at > 0 ? status > 1 : status !== 17))) {
    /*@__NOINLINE__*/ fail(link);
    return;
  }
  link.answers.push(data);
  const step = link.steps[at];
  if (!step) {
    /*@__NOINLINE__*/ end(link, link.answers);
    return;
  }
  const body = String.fromCharCode(step.length + 1) + step.substr(2);
  send(link, link.address, `\x03${body}${crc16(body)}`);
  lookAfter(link, step.charCodeAt(0));
}

/** After a failure at once, after the second when the watchdog must have put the chip to sleep, whatever it was doing. */
function fail(link: Link): void {
  if (++link.attempts < ATTEMPTS) {
    send(link, link.address, '\x01');
    callLater(() => wake(link), link.attempts > 1 ? WATCHDOG : 20);
  } else {
    /*@__NOINLINE__*/ end(link, undefined);
  }
}

function end(link: Link, answers: ByteString[] | undefined): void {
  const done = link.done!;
  send(link, link.address, '\x01');
  // nothing of a job is kept in memory when it is over
  link.steps = [];
  link.answers = [];
  link.done = undefined;
  if (link.waiting.length > 0) callLater(() => /*@__NOINLINE__*/ next(link), 0);
  done(answers);
}

function next(link: Link): void {
  const waiting = link.waiting;
  if (link.steps.length === 0 && waiting.length > 0) {
    const steps = waiting.shift() as ByteString[];
    runJob(link, steps, waiting.shift() as Done);
  }
}
