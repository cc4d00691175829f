import { createAir, hasStacks, openPeripheral, serveController } from '@hengzhun/hil-tests';
import { systemClock } from '@hengzhun/host-sdk';
import { GattInstrument } from '../../../hil-tests/test/ble/gatt-instrument.js';
import { beaconData } from '../../../host-sdk/test/helpers/beacons.js';
import type { TestInstrument } from '../../../host-sdk/test/helpers/test-instrument.js';
import { findProgram } from '../../bootstrap/system.mjs';

/** Whether a program of another process can have a virtual adapter here. */
export const hasVirtualAdapter = findProgram('socat') !== undefined && hasStacks();

/** A hall in real time, and an adapter in it for a program outside. */
export interface RadioHall {
  /** Makes that program use the adapter. */
  readonly environment: Readonly<Record<string, string>>;
  readonly guests: readonly GattInstrument[];
  stop(): Promise<void>;
}

/** @param instruments by their addresses */
export async function openRadioHall(instruments: Readonly<Record<string, TestInstrument>>): Promise<RadioHall> {
  const air = createAir({ timeScale: 1 });
  const adapter = await serveController(air.createController());
  const guests = Object.entries(instruments).map(([randomAddress, instrument], index) => {
    const peripheral = openPeripheral(air, { randomAddress, position: { x: 2, y: 1 + index } });
    const guest = new GattInstrument(peripheral, instrument, {}, systemClock);
    const beacon = Buffer.from(beaconData({ sequence: instrument.sequence }));
    Buffer.from(instrument.kid, 'hex').copy(beacon, 12);
    guest.start(beacon, 'HZ-T');
    return guest;
  });
  return {
    environment: { BLUETOOTH_HCI_SOCKET_UART_PORT: adapter.path },
    guests,
    async stop() {
      for (const guest of guests) guest.stop();
      await adapter.close();
      air.close();
    },
  };
}
