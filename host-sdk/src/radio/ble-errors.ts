import { SdkError, type SdkErrorCode } from '../errors.js';

/** What to do on this operating system so that Bluetooth can be used. */
const permissionOf: Readonly<Record<string, string>> = {
  linux:
    'On Linux give node the right to use the adapter once: sudo setcap cap_net_raw+eip "$(readlink -f "$(command -v node)")", or run as root.',
  darwin: 'On macOS allow the terminal to use Bluetooth: System Settings, Privacy & Security, Bluetooth.',
  win32: 'On Windows allow apps to use Bluetooth: Settings, Privacy & security, Radios.',
};

const installationOf: Readonly<Record<string, string>> = {
  linux:
    'Install it with its build tools: apt install build-essential python3 (or your distribution’s), then npm install @stoprocent/noble.',
  darwin: 'Install the command line tools (xcode-select --install), then run: npm install @stoprocent/noble.',
  win32: 'Run: npm install @stoprocent/noble (Windows 10 version 1703 or newer).',
};

const onThisSystem = (words: Readonly<Record<string, string>>) => words[process.platform] ?? words.linux!;

/** Bluetooth is an option: without its package everything else works. */
export function notInstalled(cause: unknown): SdkError {
  const text = `Bluetooth needs the package @stoprocent/noble, which is not installed or cannot be loaded. ${onThisSystem(installationOf)} Serial ports work without it.`;
  return new SdkError('ble-not-installed', text, { platform: process.platform }, cause);
}

/** What a state of the adapter means for who wants to use it; undefined: it can be used. @param wasOn it could be used before */
export function adapterError(state: string, wasOn = false): SdkError | undefined {
  const make = (code: SdkErrorCode, text: string) => new SdkError(code, text, { state, platform: process.platform });
  if (state === 'poweredOn') return undefined;
  if (state === 'unauthorized') {
    return make('ble-unauthorized', `No permission to use the Bluetooth adapter. ${onThisSystem(permissionOf)}`);
  }
  if (wasOn) {
    const text =
      'The Bluetooth adapter is gone: it was pulled out or switched off. Plug it in or switch it on; scanning goes on by itself.';
    return make('ble-adapter-lost', text);
  }
  if (state === 'poweredOff') {
    const text =
      process.platform === 'linux'
        ? 'The Bluetooth adapter is switched off, or none is plugged in. Switch it on (rfkill unblock bluetooth; bluetoothctl power on) or plug one in.'
        : 'Bluetooth is switched off. Switch it on in the settings of the system.';
    return make('ble-adapter-off', text);
  }
  const text =
    process.platform === 'linux'
      ? 'No Bluetooth Low Energy adapter was found. Plug one in, and check it with: bluetoothctl list'
      : 'No Bluetooth Low Energy adapter was found. Plug one in, or use a computer that has one.';
  return make('ble-adapter-absent', text);
}
