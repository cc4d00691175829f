import {
  type ByteString,
  type ChunkSender,
  checkSender,
  createChunkSender,
  createSlipDecoder,
  FLOW_BEGIN,
  nextChunk,
  putMessage,
  resetSender,
  type SlipDecoderState,
  slipPush,
  takeFlow,
} from '@hengzhun/protocol/device';
import { RADIO_CHUNK } from '../build-flags.js';
import { callLater, crc32, milliseconds } from '../platform/espruino.js';
import { endConnection, HEARD_COMMANDS, HEARD_CONNECT, HEARD_FLOW, notifyRadio } from '../platform/radio.js';

/** Between two looks at the times of a connection, ms. */
const LOOK = 200;
/** Writes between two looks that no central needs; one that does this keeps the instrument from its work. */
const FLOOD = 64;
/**
 * Between two notifications, ms. Boards of the nRF52840 hold one that waits for the connection's next moment and drop others without a
 * word; how long its interval is, nothing tells. Twice as long whenever chunks did not arrive, up to the greatest.
 */
const PACE = 16;
const LONGEST_PACE = 128;

/** The radio of an instrument that has one, and its central. */
export interface Radio {
  sender: ChunkSender;
  decoder: SlipDecoderState;
  isConnected: boolean;
  /** The times are being looked at. */
  isWatched: boolean;
  /** The next notification waits for the pace. */
  isPacing: boolean;
  pace: number;
  /** Since the last look. */
  writes: number;
}

/** The instrument's one radio, as it has one cable; undefined: the board has none, or provisioning has it off. */
export const air: { radio: Radio | undefined } = { radio: undefined };

/** @param limit greatest packet that the instrument takes @cold */
export function createRadio(limit: number): Radio {
  return {
    sender: createChunkSender(RADIO_CHUNK),
    decoder: createSlipDecoder(limit, crc32),
    isConnected: false,
    isWatched: false,
    isPacing: false,
    pace: PACE,
    writes: 0,
  };
}

/**
 * Something happened at the radio.
 *
 * @param what HEARD_*
 * @param take called with every good packet
 * @cold
 */
export function hearRadio(radio: Radio, what: number, bytes: ByteString, take: (message: ByteString) => void): void {
  const sender = radio.sender;
  const decoder = radio.decoder;
  const now = milliseconds();
  radio.writes++;
  sender.heard = now;
  if (what === HEARD_COMMANDS) {
    slipPush(decoder, bytes, take, () => {
      // what is no message is none of ours: the central asks again
    });
    return;
  }
  if (what === HEARD_FLOW) takeFlow(sender, bytes, now);
  else resetSender(sender, now);
  // another stream: what was half heard is for nobody
  if (what !== HEARD_FLOW || bytes.charCodeAt(0) === FLOW_BEGIN) {
    radio.decoder = createSlipDecoder(decoder.limit, crc32);
    radio.pace = PACE;
  } else if (sender.out.length > 0 && sender.sent === 0) {
    if (radio.pace < LONGEST_PACE) radio.pace *= 2;
  } else if (radio.pace > PACE) radio.pace -= 4;
  if (what !== HEARD_FLOW) radio.isConnected = what === HEARD_CONNECT;
  if (what === HEARD_CONNECT && !radio.isWatched) {
    radio.isWatched = true;
    watch(radio);
  }
  if (!radio.isPacing) pump(radio);
}

/** Sends a packet to the central, if one has begun; what does not fit is dropped and counted. */
export function sendRadio(radio: Radio, packet: ByteString): void {
  putMessage(radio.sender, packet);
  // whoever sends is in the midst of something, with much in memory
  pumpLater(radio, 0);
}

/** @cold */
function pump(radio: Radio): void {
  const chunk = nextChunk(radio.sender, milliseconds());
  if (chunk === undefined) return;
  notifyRadio(chunk);
  pumpLater(radio, radio.pace);
}

function pumpLater(radio: Radio, delay: number): void {
  if (radio.isPacing) return;
  radio.isPacing = true;
  callLater(() => {
    radio.isPacing = false;
    pump(radio);
  }, delay);
}

/** @cold */
function watch(radio: Radio): void {
  const now = milliseconds();
  radio.isWatched = radio.isConnected;
  if (!radio.isConnected) return;
  if (checkSender(radio.sender, now) || radio.writes > FLOOD) {
    // nothing more is sent to it, also where the platform cannot end a connection
    resetSender(radio.sender, now);
    endConnection();
  }
  radio.writes = 0;
  if (!radio.isPacing) pump(radio);
  callLater(() => watch(radio), LOOK);
}
