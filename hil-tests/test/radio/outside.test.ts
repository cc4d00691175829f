import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { createAir, serveController } from '../../src/index.js';
import { withoutSocat } from '../support/interpreter.js';
import { ECHO_NOTIFY, ECHO_SERVICE, ECHO_WRITE, openEcho, withoutStacks } from '../support/radio.js';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  while (cleanups.length > 0) await cleanups.pop()!();
});

describe.skipIf(withoutStacks() || withoutSocat())('a controller on a pseudo-terminal', () => {
  it('serves a program in another process, which needs no change', async () => {
    const air = createAir({ timeScale: 1 });
    cleanups.push(() => air.close());
    const { peripheral, written } = openEcho(air, { maximumMtu: 131, position: { x: 1, y: 0 } });
    cleanups.push(() => peripheral.close());
    const controller = air.createController();
    const served = await serveController(controller);
    cleanups.push(() => served.close());
    const program = fileURLToPath(new URL('outside-program.mjs', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [program, ECHO_SERVICE, ECHO_WRITE, ECHO_NOTIFY], {
      env: { ...process.env, BLUETOOTH_HCI_SOCKET_UART_PORT: served.path },
      timeout: 30_000,
    });
    const said = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(said).toEqual([{ found: '02:48:5a:00:00:01', data: 'ffff010203' }, { mtu: 131 }, { heard: 'from outside' }]);
    expect(written).toEqual([Buffer.from('from outside')]);
    expect(controller.links.size).toBe(0);
  });
});
