import { spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { createInterface } from 'node:readline';
import { createSecureContext } from 'node:tls';
import type { LedgerKey, Store } from '@hengzhun/host-sdk';
import { isLoopback } from '../../console/access/own-hosts.js';
import { type Console, openConsole } from '../../console/open-console.js';
import { bleRadio } from '../../console/radio/ble-radio.js';
import { noRadio } from '../../console/radio/no-radio.js';
import { refreshEstimates } from '../../console/refresh-estimates.js';
import { ToolError } from '../../errors.js';
import { exitCode } from '../../exit-codes.js';
import { readBytes } from '../../files.js';
import { openStationOnAir } from '../../station/on-air/open-station-on-air.js';
import { existingLedgerKey } from '../../stores/ledger-key-file.js';
import { openData, openOrMakeData, withStore } from '../../stores/open-data.js';
import { storePlace } from '../../stores/store-place.js';
import type { Output } from '../output.js';
import { pairLines } from '../pair-lines.js';

export interface ConsoleCommandOptions {
  readonly data: string;
  readonly port: number;
  readonly address: string;
  readonly certificate?: string;
  readonly privateKey?: string;
  readonly ledgerKey?: string;
  readonly radio: boolean;
  readonly emulated: boolean;
  readonly open: boolean;
}

/** Bytes of a PEM file. */
const longest = 1_000_000;

/** Runs the console until Ctrl-C. */
export async function runConsole(output: Output, options: ConsoleCommandOptions): Promise<number> {
  const { data, port, address } = options;
  const tls = tlsOf(options);
  const key = ledgerKeyIfThere(options);
  const fault = (error: unknown) =>
    output.note(error instanceof Error ? (error.stack ?? error.message) : String(error));
  // Emulated instruments need nobody to have begun a store before.
  await withStore(options.emulated ? openOrMakeData(data) : openData(data), async (store) => {
    const hall = options.emulated ? await openHall(output, data, store, fault) : undefined;
    const radio = () => bleRadio({ store, fault, ...(hall && { noble: hall.noble }) });
    const opened = await openConsole({
      ...{ store, address, port },
      ...(tls && { tls }),
      ...(key && { key }),
      storeShown: storePlace(data).shown,
      language: output.language,
      radio: options.radio || hall ? radio() : noRadio(),
      fault,
    });
    try {
      const { instruments } = await store.summary();
      tell(output, opened, instruments, key);
      refreshEstimates(opened.context);
      const url = tellAddress(output, opened);
      if (options.open) openBrowser(url);
      await untilInterrupted(() => tellAddress(output, opened));
    } finally {
      await opened.close();
      await hall?.close();
    }
  });
  output.note(output.text('console.ended'));
  return exitCode.ok;
}

/** Emulated instruments around the console, instead of this machine's Bluetooth. */
async function openHall(output: Output, data: string, store: Store, fault: (error: unknown) => void) {
  const hall = await openStationOnAir({ data, store, fault });
  output.note(output.text('console.emulated', { count: hall.count }));
  return hall;
}

/**
 * Nothing is served to other machines without TLS.
 * @throws {ToolError} `tool-console-no-tls`, `tool-console-tls-half`, `tool-console-tls-bad`, and those of reading a file
 */
function tlsOf({ address, certificate, privateKey }: ConsoleCommandOptions) {
  if ((certificate === undefined) !== (privateKey === undefined)) {
    throw new ToolError('tool-console-tls-half', {}, exitCode.usage);
  }
  if (certificate === undefined || privateKey === undefined) {
    if (isLoopback(address)) return undefined;
    throw new ToolError('tool-console-no-tls', { address }, exitCode.usage);
  }
  const [cert, key] = [certificate, privateKey].map((file) => readBytes(file, longest).toString('utf8'));
  try {
    new X509Certificate(cert!);
    createSecureContext({ cert: cert!, key: key! });
  } catch (cause) {
    throw new ToolError('tool-console-tls-bad', { reason: (cause as Error).message }, exitCode.io, cause);
  }
  return { certificate: cert!, privateKey: key! };
}

/** Without a key the console is for reading; one that others may read is refused all the same. */
function ledgerKeyIfThere(options: ConsoleCommandOptions): LedgerKey | undefined {
  try {
    return existingLedgerKey(options);
  } catch (error) {
    const isMissing =
      error instanceof ToolError &&
      (error.code === 'tool-ledger-key-missing' || error.code === 'tool-ledger-key-where');
    if (isMissing && options.ledgerKey === undefined) return undefined;
    throw error;
  }
}

function tell(output: Output, { origin, context }: Console, count: number, key: LedgerKey | undefined): void {
  const ledger = key ? output.text('console.ledger-key', { kid: key.kid }) : output.text('console.ledger-none');
  const radio = context.radio.adapter;
  const lines = pairLines([
    [output.text('console.store'), output.text('console.store-value', { store: context.storeShown, count })],
    [output.text('console.ledger'), ledger],
    [output.text('console.radio'), output.text(`console.adapter.${radio.state}`)],
  ]);
  output.line(output.paint('bold', output.text('console.running', { origin })));
  for (const line of lines) output.line(line);
}

function tellAddress(output: Output, opened: Console): string {
  const url = opened.newAddress();
  output.object({ type: 'console', url, origin: opened.origin });
  for (const line of pairLines([[output.text('console.address'), output.paint('cyan', url)]])) output.line(line);
  output.line(
    output.paint('dim', output.text(process.stdin.isTTY ? 'console.token-note' : 'console.token-note-plain')),
  );
  return url;
}

/** Ends with Ctrl-C or SIGTERM; Enter asks for another address. */
function untilInterrupted(another: () => void): Promise<void> {
  return new Promise((resolve) => {
    const keys = process.stdin.isTTY ? createInterface({ input: process.stdin }) : undefined;
    const end = () => {
      process.off('SIGINT', end);
      process.off('SIGTERM', end);
      keys?.close();
      resolve();
    };
    keys?.on('line', another);
    keys?.on('SIGINT', end);
    process.on('SIGINT', end);
    process.on('SIGTERM', end);
  });
}

/** With the system's own opener; where there is none, the address stands in the terminal. */
function openBrowser(url: string): void {
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler', url]
        : ['xdg-open', url];
  const child = spawn(command!, args, { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}
