import type { Advertiser } from './advertiser.js';
import type { Transmission } from './advertising-channels.js';
import type { Air } from './air.js';
import type { Controller } from './controller.js';
import { ADVERTISE_CONNECTABLE, ADVERTISE_NON_CONNECTABLE, REPORT_SCAN_RESPONSE } from './hci-constants.js';
import { Link } from './link.js';

/** Time that a legacy advertising packet takes with so many bytes of data, ms (preamble, access address, header, address, CRC). */
const packetTime = (bytes: number): number => ((16 + bytes) * 8) / 1000;
/** Between the end of a packet and the start of the one on the next channel, ms. */
const CHANNEL_GAP_MS = 0.4;
/** Inter frame space, scan request, inter frame space (Vol 6 Part B, 2.3.2.1 and 4.1.1), ms. */
const SCAN_REQUEST_MS = 0.15 + 0.176 + 0.15;
/** Inter frame space and CONNECT_IND (2.3.3.1), ms. */
const CONNECT_MS = 0.15 + 0.352;
/** A packet is heard over another one that is so much weaker, dB. */
const CAPTURE_DB = 8;

/** One advertising event: the packet on each channel, and whoever hears it. */
export function advertisingEvent(advertiser: Advertiser, at: number): void {
  const { controller, data } = advertiser;
  const { air } = controller;
  air.counts.advertisingEvents++;
  const length = packetTime(data.length);
  const packets: Transmission[] = [];
  for (let i = 0; i < 3; i++) {
    if ((advertiser.parameters.channels & (1 << i)) === 0) continue;
    const start = at + packets.length * (length + CHANNEL_GAP_MS);
    packets.push({ from: controller, channel: 37 + i, start, end: start + length });
  }
  for (const packet of packets) air.channels.add(packet);
  const end = packets.at(-1)?.end ?? at;
  // Who collides with it is known only when it is over.
  air.at(end, () => {
    for (const receiver of air.controllers) {
      if (!advertiser.enabled) return; // it was just connected
      if (receiver === controller || !receiver.powered || !receiver.listens) continue;
      const heard = packets.find((packet) => isHeard(air, packet, receiver));
      if (heard) receive(advertiser, receiver, data, heard.end);
    }
  });
}

function isHeard(air: Air, packet: Transmission, receiver: Controller): boolean {
  if (!receiver.hears(packet)) return false;
  const from = packet.from as Controller;
  const power = air.receivedPower(from, receiver);
  if (air.isLost(power, 'advertising')) return false;
  const drowned = air.channels
    .overlapping(packet)
    .some(
      (other) => other.from !== receiver && air.receivedPower(other.from as Controller, receiver) > power - CAPTURE_DB,
    );
  if (drowned) air.counts.collisions++;
  return !drowned;
}

function receive(advertiser: Advertiser, receiver: Controller, data: Buffer, end: number): void {
  const { controller } = advertiser;
  const { air } = controller;
  const { type } = advertiser.parameters;
  const address = controller.addressOf(advertiser.parameters.random);
  if (receiver.scanner.enabled) {
    receiver.scanner.report(type, address, data, air.receivedPower(controller, receiver));
    if (receiver.scanner.active && type !== ADVERTISE_NON_CONNECTABLE) {
      const asked = !air.isLost(air.receivedPower(receiver, controller), 'advertising');
      const power = air.receivedPower(controller, receiver);
      if (asked && !air.isLost(power, 'advertising')) {
        const response = advertiser.scanResponse;
        air.at(end + SCAN_REQUEST_MS + packetTime(response.length), () =>
          receiver.scanner.report(REPORT_SCAN_RESPONSE, address, response, power),
        );
      }
    }
  }
  const wanted = receiver.initiator.wanted;
  if (!wanted || type !== ADVERTISE_CONNECTABLE) return;
  if (wanted.peer.random !== address.random || !wanted.peer.bytes.equals(address.bytes)) return;
  receiver.initiator.stop();
  // The initiator is in the connection once it has sent; whether the other side heard, it will see (0x3E if not).
  const arrived = !air.isLost(air.receivedPower(receiver, controller), 'link');
  if (arrived) advertiser.disable();
  air.at(end + CONNECT_MS, () => {
    if (receiver.powered) new Link(receiver, controller, address, wanted.parameters, arrived).begin(end + CONNECT_MS);
  });
}
