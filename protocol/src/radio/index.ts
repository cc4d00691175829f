export { type Beacon, beaconOf, decodeBeacon } from './beacon.js';
export { isRadioService, type RadioCharacteristic, radioCharacteristic } from './characteristics.js';
export { commandPieces } from './commands.js';
export { decodeFlow, encodeAcknowledge, encodeBegin, type FlowMessage } from './flow.js';
export { ACKNOWLEDGE_DELAY, KEEP_ALIVE, StreamReceiver, type Taken } from './receiver.js';
