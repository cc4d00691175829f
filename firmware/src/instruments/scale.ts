import {
  createSlipDecoder,
  REFUSAL_NOT_PROVISIONED,
  RESET_REASON_MEMORY,
  slipEncode,
  slipPush,
  writeRefusalReply,
} from '@hengzhun/protocol/device';
import { createHx711, startHx711 } from '../drivers/hx711.js';
import { consumeLines } from '../drivers/injection.js';
import { DRIVER_INJECTION } from '../drivers/records.js';
import { startScaleInjection } from '../drivers/scale-injection.js';
import { SAMPLE_PERIOD } from '../metrology/parameters.js';
import {
  boardTemperature,
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
import { createShell, PACKET_LIMIT } from '../shell/boot.js';
import { type DeviceProvisioning, readProvisioning } from '../shell/provisioning.js';
import {
  SETTING_BAUDRATE,
  SETTING_DRIVER,
  SETTING_DRIVER_NUMBER,
  SETTING_LOCK_DOWN,
  SETTING_WATCHDOG,
  TEXT_DRIVER_FIRST,
  TEXT_DRIVER_SECOND,
  TEXT_PROTOCOL_PATH,
} from '../shell/provisioning-form.js';
import { persist } from '../shell/record.js';
import { handleMessage } from '../shell/requests.js';
import { wake } from '../shell/send.js';
import type { Shell } from '../shell/state.js';
import { isBehind, passTime, takeSample } from '../shell/tick.js';

/** A packet whose rest does not come for this long is dropped, ms. */
const IDLE = 2000;

function ignore(): void {
  // what noise spoilt is no message: the sender repeats it
}

/** Takes what no part of the core asks for. */
function ignoreInput(): void {}

/** An instrument without a valid identity, or without a place for its state, signs nothing and says so to whoever asks. */
function runWithoutIdentity(): void {
  const decoder = createSlipDecoder(PACKET_LIMIT, crc32);
  openProtocolPort('', 115200, (chunk) => {
    slipPush(
      decoder,
      chunk,
      () => sendProtocol(slipEncode(writeRefusalReply(0, REFUSAL_NOT_PROVISIONED), crc32)),
      ignore,
    );
  });
}

/** The interpreter ran out of memory: what it did was cut short. The next boot says so and starts from the journal. */
function die(s: Shell): void {
  s.journal.resetReason = RESET_REASON_MEMORY;
  persist(s);
  restart();
}

function run(provisioning: DeviceProvisioning): void {
  const texts = provisioning.texts;
  const settings = provisioning.settings;
  const s = createShell(provisioning);
  if (!s) {
    runWithoutIdentity();
    return;
  }
  if (settings[SETTING_LOCK_DOWN]) lockDown(settings[SETTING_WATCHDOG]!);
  onMemoryExhausted(() => die(s));
  openProtocolPort(texts[TEXT_PROTOCOL_PATH]!, settings[SETTING_BAUDRATE]!, (chunk) => {
    s.lastData = milliseconds();
    slipPush(s.decoder, chunk, (bytes) => /*@__NOINLINE__*/ handleMessage(s, bytes), ignore);
  });
  if (settings[SETTING_DRIVER] === DRIVER_INJECTION) {
    const injection = startScaleInjection(
      { kind: DRIVER_INJECTION, numbers: [settings[SETTING_DRIVER_NUMBER]!], texts: [texts[TEXT_DRIVER_FIRST]!] },
      {
        onSample: (time, counts, temperature) => takeSample(s, time, counts, temperature),
        onCells: ignoreInput,
        onTime: (time) => passTime(s, time),
        onCase: ignoreInput,
        onSupply: ignoreInput,
        spanWanted: () => 0,
        onSpan: ignoreInput,
      },
      () => isBehind(s),
    );
    s.resume = () => consumeLines(injection);
  } else {
    startHx711(
      createHx711(texts[TEXT_DRIVER_FIRST]!, texts[TEXT_DRIVER_SECOND]!, settings[SETTING_DRIVER_NUMBER]!),
      provisioning.scale[SAMPLE_PERIOD]!,
      (time, counts) => takeSample(s, time, counts, boardTemperature()),
      (time) => passTime(s, time),
    );
  }
  const tick = (): void => {
    callLater(tick, 1000);
    kickWatchdog();
    if (s.decoder.received > 0 && milliseconds() - s.lastData > IDLE)
      s.decoder = createSlipDecoder(PACKET_LIMIT, crc32);
    wake(s, 0);
  };
  tick();
}

const found = readProvisioning();
if (found) run(found);
else runWithoutIdentity();
