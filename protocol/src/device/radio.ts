// What both sides of the radio know: the GATT service, the flow of its stream, and the limits (README, "Radio").

/** The GATT service of an instrument. */
export const RADIO_SERVICE = 'ce9a0001-6d4e-4b7c-9a53-1d0f5e8b2c47';
/** Notified: a chunk number and bytes of the instrument's SLIP stream. */
export const RADIO_STREAM = 'ce9a0002-6d4e-4b7c-9a53-1d0f5e8b2c47';
/** Written: bytes of the host's SLIP stream as they are. */
export const RADIO_COMMANDS = 'ce9a0003-6d4e-4b7c-9a53-1d0f5e8b2c47';
/** Written: begin and acknowledge. */
export const RADIO_FLOW = 'ce9a0004-6d4e-4b7c-9a53-1d0f5e8b2c47';

/** First byte of a flow message: a stream begins; the second byte is the most bytes of a chunk. */
export const FLOW_BEGIN = 0;
/** First byte of a flow message: every chunk before the number in the second byte arrived. */
export const FLOW_ACKNOWLEDGE = 1;
/** Bytes of SLIP stream in a chunk, at most: MTU 247 less 3 of ATT. */
export const MAXIMUM_CHUNK = 244;
/** Chunks of an instrument that are unacknowledged, at most. */
export const CHUNK_WINDOW = 4;
/** Bytes behind the window of an instrument; a message that meets an empty queue is taken whatever its length. */
export const CHUNK_QUEUE = 1024;
/** Longest piece that is written to an instrument's commands, bytes: an ESP32 cuts the end off longer ones without a word. */
export const MAXIMUM_COMMAND_PIECE = 60;

/** The instrument sends again from the oldest chunk after this long without an acknowledgement, ms. */
export const FLOW_RESEND = 600;
/** Requests to go back are followed at most once in this time unless the window moved, ms. */
export const FLOW_REPEAT = 100;
/** The instrument ends the connection after this long without progress, or without a begin, ms. */
export const FLOW_STUCK = 10000;
/** The instrument ends the connection after this long without a write, ms. */
export const FLOW_IDLE = 60000;

/** Company identifier of the advertisement where a maker has none of its own: "not assigned", for tests. */
export const BEACON_COMPANY = 0xffff;
/** Bytes of a beacon. */
export const BEACON_LENGTH = 24;
/** Bit of a beacon's fifth byte: the instrument is locked and inoperative. */
export const BEACON_LOCKED = 16;
/** Bit of a beacon's fifth byte: a central is connected, or none can be served now. */
export const BEACON_BUSY = 32;
