import {
  byteString,
  bytesOf,
  decodeFrame,
  FRAME_KIND_STATUS,
  packChannel,
  packNozzle,
  SELF_STATE_NORMAL,
  SlipDecoder,
  slipEncodeBytes,
  writeSign1,
  writeStatusClaims,
} from '@hengzhun/protocol';

/**
 * Somebody between instrument and host who wants a bad scale to look well: takes every status frame from the line, writes
 * *normal* into it, clears the flags and the values of the channels, and sends it on, deterministic and with a good CRC. What he
 * cannot do is sign it.
 *
 * @param active asked for each frame; false lets it pass as it is
 * @returns a function over the chunks that travel on the line, for the rig's `tamper`
 */
export function createTamperer(active: () => boolean): (chunk: Uint8Array) => Uint8Array {
  const decoder = new SlipDecoder();
  return (chunk) => {
    const out = decoder.push(chunk).map((item) => {
      if (item.type === 'discarded') return item.bytes;
      return slipEncodeBytes(active() ? whitewash(item.bytes) : item.bytes);
    });
    return Buffer.concat(out);
  };
}

/** The frame with a clean bill of health and its old signature; anything but a status frame is left alone. */
export function whitewash(message: Uint8Array): Uint8Array {
  // Replies and requests share the line; only tag 18 is a frame.
  if (message[0] !== 0xd2) return message;
  const frame = decodeFrame(message);
  if (frame.kind !== FRAME_KIND_STATUS) return message;
  const { claims } = frame;
  const payload = writeStatusClaims({
    ...claims,
    nonce: claims.nonce && byteString(claims.nonce),
    previous: byteString(claims.previous),
    logHead: byteString(claims.logHead),
    identityDigest: byteString(claims.identityDigest),
    nozzle: claims.nozzle && packNozzle(claims.nozzle.index, 0, claims.nozzle.totaliser, claims.nozzle.fuelings),
    selfState: SELF_STATE_NORMAL,
    flags: 0,
    channels: claims.channels.map(({ identifier }) => packChannel(identifier, 0, 0, 10)).join(''),
  });
  return bytesOf(writeSign1(byteString(frame.protectedHeader), payload, byteString(frame.signature)));
}
