import {
  createSlipDecoder,
  REFUSAL_NOT_PROVISIONED,
  RESET_REASON_MEMORY,
  slipEncode,
  slipPush,
  writeRefusalReply,
} from '@hengzhun/protocol/device';
import { HAS_RADIO } from '../build-flags.js';
import { DRIVER_ELEMENT, type DriverRecord, driverOf } from '../drivers/records.js';
import {
  callLater,
  crc32,
  kickWatchdog,
  lockDown,
  milliseconds,
  onMemoryExhausted,
  openProtocolPort,
  restart,
  sendProtocol,
} from '../platform/espruino.js';
import { HEARD_COMMANDS, openRadio, silenceRadio } from '../platform/radio.js';
import { renewBeacon } from '../radio/beacon.js';
import { air, createRadio, hearRadio } from '../radio/radio.js';
import { createShell, PACKET_LIMIT } from '../shell/boot.js';
import type { Core } from '../shell/core.js';
import { readProvisioning } from '../shell/provisioning.js';
import {
  SETTING_BAUDRATE,
  SETTING_LOCK_DOWN,
  SETTING_RADIO,
  SETTING_WATCHDOG,
  TEXT_PROTOCOL_PATH,
} from '../shell/provisioning-form.js';
import { persist } from '../shell/record.js';
import { handleMessage } from '../shell/requests.js';
import { wake } from '../shell/send.js';
import type { Shell } from '../shell/state.js';

/** A packet whose rest does not come for this long is dropped, ms. */
const IDLE = 2000;

/**
 * Starts an instrument: provisioning, shell, protocol port, its drivers, the main tick. Without a valid identity, or without
 * a place for its state, it signs nothing and says so to whoever asks.
 *
 * @param createCore the core from the integers of provisioning; undefined when they are not its parameters
 * @param startDrivers opens the instrument's inputs and outputs; a rig's input takes `resume` of the shell
 * @cold
 */
export function startInstrument(
  createCore: (list: number[]) => Core | undefined,
  startDrivers: (s: Shell, drivers: DriverRecord[]) => void,
): void {
  const found = readProvisioning();
  const core = found && createCore(found.instrument);
  let shell: Shell | undefined;
  try {
    shell = core && createShell(found.provisioning, core, driverOf(found.drivers, DRIVER_ELEMENT));
  } catch (_) {
    // the bundle has no signer of the provisioned kind, or not one that signs rightly
  }
  const ignore = (): void => {
    // what noise spoilt is no message: the sender repeats it
  };
  if (!found || !shell) {
    const decoder = createSlipDecoder(PACKET_LIMIT, crc32);
    openProtocolPort('', 115200, (chunk) => {
      slipPush(
        decoder,
        chunk,
        () => sendProtocol(slipEncode(writeRefusalReply(0, REFUSAL_NOT_PROVISIONED), crc32)),
        ignore,
      );
    });
    return;
  }
  const s = shell;
  const settings = s.provisioning.settings;
  if (settings[SETTING_LOCK_DOWN]) lockDown(settings[SETTING_WATCHDOG]!);
  // The interpreter ran out of memory: what it did was cut short. The next boot says so and starts from the journal.
  onMemoryExhausted(() => {
    s.journal.resetReason = RESET_REASON_MEMORY;
    persist(s);
    restart();
  });
  openProtocolPort(found.texts[TEXT_PROTOCOL_PATH]!, settings[SETTING_BAUDRATE]!, (chunk) => {
    s.lastData = milliseconds();
    slipPush(s.decoder, chunk, (bytes) => /*@__NOINLINE__*/ handleMessage(s, bytes), ignore);
  });
  if (HAS_RADIO && settings[SETTING_RADIO]) {
    const radio = /*@__NOINLINE__*/ createRadio(PACKET_LIMIT);
    const opened = /*@__NOINLINE__*/ openRadio((what, bytes) => {
      // whether a central is there stands in the beacon
      if (what < HEARD_COMMANDS) s.beaconDue = true;
      /*@__NOINLINE__*/ hearRadio(radio, what, bytes, (message) => {
        s.byRadio = true;
        /*@__NOINLINE__*/ handleMessage(s, message);
        s.byRadio = false;
      });
    });
    if (opened) air.radio = radio;
    s.beaconDue = true;
    // a product's `.boot0` has done this already, also for software without radio
  } else if (HAS_RADIO && settings[SETTING_LOCK_DOWN]) silenceRadio();
  startDrivers(s, found.drivers);
  // the functions made here keep all that this one knows: what only the start needed goes
  found.instrument = [];
  found.drivers.splice(0, found.drivers.length);
  const tick = (): void => {
    callLater(tick, 1000);
    kickWatchdog();
    if (HAS_RADIO && air.radio && s.beaconDue) /*@__NOINLINE__*/ renewBeacon(s, air.radio);
    if (s.decoder.received > 0 && milliseconds() - s.lastData > IDLE)
      s.decoder = createSlipDecoder(PACKET_LIMIT, crc32);
    wake(s, 0);
  };
  tick();
}
