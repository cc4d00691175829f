import {
  type ByteString,
  type ChunkSender,
  checkSender,
  createChunkSender,
  createSlipDecoder,
  nextChunk,
  putMessage,
  resetSender,
  type SlipDecoderState,
  slipPush,
  takeFlow,
} from '@hengzhun/protocol/device';
import { RADIO_CHUNK } from '../build-flags.js';
import { callLater, crc32, milliseconds } from '../platform/espruino.js';
import { endConnection, notifyRadio, openRadio } from '../platform/radio.js';

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

/**
 * Opens the radio.
 *
 * @param limit greatest packet that the instrument takes
 * @param take called with every good packet
 * @param changed called when a central has come or gone
 * @returns undefined where the board has none
 * @cold
 */
export function startRadio(limit: number, take: (message: ByteString) => void, changed: () => void): Radio | undefined {
  const radio: Radio = {
    sender: createChunkSender(RADIO_CHUNK),
    decoder: createSlipDecoder(limit, crc32),
    isConnected: false,
    isWatched: false,
    isPacing: false,
    pace: PACE,
    writes: 0,
  };
  const sender = radio.sender;
  const begin = (): void => {
    resetSender(sender, milliseconds());
    radio.decoder = createSlipDecoder(limit, crc32);
    radio.pace = PACE;
  };
  const opened = openRadio(
    (connected) => {
      begin();
      radio.isConnected = connected;
      changed();
      if (connected && !radio.isWatched) {
        radio.isWatched = true;
        watch(radio);
      }
    },
    (bytes) => {
      radio.writes++;
      sender.heard = milliseconds();
      slipPush(radio.decoder, bytes, take, () => {
        // what is no message is none of ours: the central asks again
      });
    },
    (bytes) => {
      radio.writes++;
      takeFlow(sender, bytes, milliseconds());
      // a begin: what was half heard is for nobody
      if (bytes.charCodeAt(0) === 0) radio.decoder = createSlipDecoder(limit, crc32);
      else if (sender.out.length > 0 && sender.sent === 0) {
        if (radio.pace < LONGEST_PACE) radio.pace *= 2;
      } else if (radio.pace > PACE) radio.pace -= 4;
      pump(radio);
    },
  );
  return opened ? radio : undefined;
}

/** Sends a packet to the central, if one has begun; what does not fit is dropped and counted. */
export function sendRadio(radio: Radio, packet: ByteString): void {
  putMessage(radio.sender, packet);
  pump(radio);
}

function pump(radio: Radio): void {
  const chunk = radio.isPacing ? undefined : nextChunk(radio.sender, milliseconds());
  if (chunk === undefined) return;
  notifyRadio(chunk);
  radio.isPacing = true;
  callLater(() => {
    radio.isPacing = false;
    pump(radio);
  }, radio.pace);
}

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
  pump(radio);
  callLater(() => watch(radio), LOOK);
}
