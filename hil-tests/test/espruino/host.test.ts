import { afterEach, describe, expect, it } from 'vitest';
import { createEspruinoHost, type EspruinoHost, SERIAL1_PATH, SERIAL2_PATH } from '../../src/index.js';
import { binary, withoutInterpreter } from '../support/interpreter.js';

const echo =
  `Serial1.setup(115200,{path:"${SERIAL1_PATH}"});Serial1.on("data",function(d){Serial1.write(d)});` +
  `Serial2.setup(115200,{path:"${SERIAL2_PATH}"});Serial2.on("data",function(d){if(d=="r")E.reboot()});` +
  'var s=require("Storage");var n=(s.read("boots")||"").length+1;s.write("boots",new Uint8Array(n).fill(65));' +
  'print("boot "+n);';

let host: EspruinoHost | undefined;
afterEach(async () => {
  await host?.stop();
  host = undefined;
});

/** Runs until a condition holds, within a limit that only a broken rig reaches. */
async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 500 && !condition(); i++) await host!.run(10);
  expect(condition()).toBe(true);
}

describe.skipIf(withoutInterpreter())('the host of the real interpreter', () => {
  it('boots the bundle from the flash file and carries every byte value over real serial bindings', async () => {
    host = await createEspruinoHost({ binary: binary(), bundle: echo });
    const seen: Uint8Array[] = [];
    await host.serial1.open();
    host.serial1.onData((bytes) => seen.push(bytes));
    await host.start();
    await until(() => host!.console.some((line) => line.includes('boot 1')));
    const all = Uint8Array.from({ length: 256 }, (_, i) => i);
    host.serial1.write(all);
    await until(() => Buffer.concat(seen).length >= 256);
    expect(Uint8Array.from(Buffer.concat(seen))).toEqual(all);
  });

  it('keeps its flash over power cuts and reboots, also when started elsewhere', async () => {
    host = await createEspruinoHost({ binary: binary(), bundle: echo });
    await host.start();
    await until(() => host!.console.some((line) => line.includes('boot 1')));
    await host.cutPower();
    expect(host.powered).toBe(false);
    await host.start();
    await until(() => host!.console.some((line) => line.includes('boot 2')));
    host.serial2.write(Buffer.from('r'));
    await until(() => host!.console.some((line) => line.includes('boot 3')));
    expect(host.boots).toBe(3);
    const flash = host.flash.snapshot();
    expect(Buffer.from(host.flash.storage().read('boots')!).toString()).toBe('AAA');
    await host.stop();
    host = await createEspruinoHost({ binary: binary(), flash });
    await host.start();
    await until(() => host!.console.some((line) => line.includes('boot 4')));
  });

  it('says what is missing when there is no interpreter', async () => {
    await expect(createEspruinoHost({ binary: '/nowhere/espruino' })).rejects.toMatchObject({
      code: 'interpreter-missing',
    });
  });
});
