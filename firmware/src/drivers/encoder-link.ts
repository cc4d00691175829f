import type { ByteString } from '@hengzhun/protocol/device';
import { callLater, crc32 } from '../platform/espruino.js';
import { DRIVER_ENCODER, type DriverRecord } from './records.js';

/*
 * The link of a dispenser's main board to its encoders and calculators: half-duplex lines of ASCII on a serial port, which several units
 * share by their addresses. The main board asks, the unit that is meant answers within 150 ms; others are silent.
 *
 *   question   ? <address> <letter> <number> * <CRC>     for example ?0E5*b3d9a0f1
 *   answer     = <address> <letter> <number> <payload> * <CRC>
 *
 * Address and number are one hexadecimal digit each; the number counts questions and comes back in the answer, so that a late answer is
 * told from the present one. CRC: CRC-32 (IEEE 802.3) of everything before the asterisk, 8 hexadecimal digits. Lines end with a line
 * feed. All digits are in lower case.
 *
 *   E   encoder: identity (16 digits), its own count (8 digits: edges forwards less edges backwards since it was made, modulo 2^32),
 *       and 1 once a main board has initialised it, otherwise 0
 *   I   as E, and the encoder holds itself for initialised from now on
 *   P   calculator: preset of the nozzle in mL (8 digits, ffffffff: none)
 *
 * What does not answer in three rounds is missing until it does again. A round takes about a second.
 */

/** Longest line: 1 + 1 + 1 + 1 + 25 + 1 + 8 bytes. */
const LONGEST = 64;
const PATIENCE = 200;
/** Between two rounds: with one or two units that answer, a round takes about a second. */
const PAUSE = 900;
/** Rounds without an answer after which a unit is missing. */
const MISSED = 3;
const NO_PRESET = 4294967295;

/** An encoder or a calculator on a link. */
export interface LinkUnit {
  isEncoder: boolean;
  nozzle: number;
  address: number;
  /** 8 bytes; empty until the first answer and while it is missing. */
  identity: ByteString;
  /** Encoder: its count, undefined until it answers in this round. Calculator: the preset in mL, undefined: none, or missing. */
  value: number | undefined;
  initialised: number;
  /** 1: the next question tells it that it is initialised. */
  initialise: number;
  /** Rounds since its last answer. */
  silent: number;
}

export interface EncoderLink {
  port: EspruinoSerial;
  units: LinkUnit[];
  buffer: ByteString;
  /** Unit that is being asked; -1: none. */
  asked: number;
  /** Questions so far. */
  number: number;
  /** Called when all units of a round have answered or were waited for. */
  onRound: () => void;
}

/** A unit that a record describes; its link is opened by `openLink` with all that share it. */
export function createUnit(record: DriverRecord): LinkUnit {
  return {
    isEncoder: record.kind === DRIVER_ENCODER,
    nozzle: record.numbers[0]!,
    address: record.numbers[3]!,
    identity: '',
    value: undefined,
    initialised: 0,
    initialise: 0,
    silent: MISSED,
  };
}

/** Opens the port of a record and asks the units on it, one after the other, again and again. */
export function openLink(record: DriverRecord, units: LinkUnit[], onRound: () => void): EncoderLink {
  const link: EncoderLink = {
    port: portOf(record.numbers[1]!),
    units: units,
    buffer: '',
    asked: -1,
    number: 0,
    onRound: onRound,
  };
  const texts = record.texts;
  const options: EspruinoSerialOptions = texts[0] ? { path: texts[0] } : {};
  if (texts[1]) options.rx = new Pin(texts[1]);
  if (texts[2]) options.tx = new Pin(texts[2]);
  link.port.setup(record.numbers[2]!, options);
  link.port.on('data', (chunk) => {
    link.buffer += chunk;
    for (let end = link.buffer.indexOf('\n'); end >= 0; end = link.buffer.indexOf('\n')) {
      const line = link.buffer.substr(0, end);
      link.buffer = link.buffer.substr(end + 1);
      if (hear(link, line)) askNext(link);
    }
    if (link.buffer.length > LONGEST) link.buffer = '';
  });
  askNext(link);
  return link;
}

function portOf(number: number): EspruinoSerial {
  // 0: in software on any two pins
  return number === 2
    ? Serial2
    : number === 3
      ? Serial3
      : number === 0
        ? new Serial()
        : number === 4
          ? Serial4
          : number === 5
            ? Serial5
            : Serial6;
}

function hexadecimal(value: number, digits: number): string {
  return `0000000${value.toString(16)}`.substr(-digits);
}

function askNext(link: EncoderLink): void {
  const unit = link.units[++link.asked];
  link.number++;
  if (!unit) {
    link.asked = -1;
    callLater(() => askNext(link), PAUSE);
    link.onRound();
    return;
  }
  if (++unit.silent > MISSED) {
    unit.silent = MISSED;
    unit.identity = '';
    unit.value = undefined;
  }
  // a count belongs to its moment, a preset lasts
  if (unit.isEncoder) unit.value = undefined;
  const body = `?${hexadecimal(unit.address, 1)}${letterOf(unit)}${hexadecimal(link.number, 1)}`;
  link.port.write(`${body}*${hexadecimal(crc32(body), 8)}\n`);
  const number = link.number;
  callLater(() => {
    if (link.number === number) askNext(link);
  }, PATIENCE);
}

function letterOf(unit: LinkUnit): string {
  return unit.isEncoder ? (unit.initialise ? 'I' : 'E') : 'P';
}

/** Takes a line; true when it is the answer to the present question. */
function hear(link: EncoderLink, line: ByteString): boolean {
  const unit = link.units[link.asked];
  const body = line.substr(0, line.indexOf('*'));
  if (!unit || parseInt(line.substr(body.length + 1), 16) !== crc32(body)) return false;
  if (body.substr(0, 4) !== `=${hexadecimal(unit.address, 1)}${letterOf(unit)}${hexadecimal(link.number, 1)}`)
    return false;
  if (body.length !== (unit.isEncoder ? 29 : 12)) return false;
  unit.silent = 0;
  if (!unit.isEncoder) {
    const preset = parseInt(body.substr(4), 16);
    unit.value = preset < NO_PRESET ? preset : undefined;
    return true;
  }
  let identity = '';
  for (let i = 0; i < 8; i++) identity += String.fromCharCode(parseInt(body.substr(4 + i * 2, 2), 16));
  unit.identity = identity;
  unit.value = parseInt(body.substr(20, 8), 16);
  unit.initialised = body[28] === '1' ? 1 : 0;
  return true;
}
