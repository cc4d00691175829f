import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flagsOf } from '../../src/build/flags.js';
import { boardNames, buildScript, bundleFlags, readProfile } from '../../src/build/index.js';
import { FIRMWARE_SOURCE } from '../../src/build/paths.js';
import { checkProfile } from '../../src/build/profile-check.js';
import * as flags from '../../src/build-flags.js';

describe('board profiles', () => {
  it('exist for the boards of the design', () => {
    expect(boardNames()).toEqual(['esp32', 'espruino-wifi', 'linux', 'mdbt42q', 'nrf52840']);
  });

  it.each(boardNames())('%s is valid and sets every build flag', (name) => {
    const profile = readProfile(name);
    expect(Object.keys(bundleFlags({ board: name })).sort()).toEqual(Object.keys(flags).sort());
    for (const signer of profile.signers) {
      const set = bundleFlags({ board: name, signer });
      expect([set.HAS_SOFTWARE_SIGNER, set.HAS_ELEMENT]).toEqual([signer === 'software', signer === 'element']);
    }
  });

  it('is not read where there is none', () => {
    expect(() => readProfile('arduino')).toThrow(/no board "arduino".*mdbt42q/);
  });

  const good = (): Record<string, never> => JSON.parse(JSON.stringify(readProfile('espruino-wifi')));
  it.each([
    ['name', 'other', /"name" must be "espruino-wifi"/],
    ['source.commit', 'v2.29', /"source.commit" must be a commit/],
    ['storage.bytes', 65_537, /"storage.bytes" must be a multiple of storage.page/],
    ['state.address', 0x08004001, /"state.address" must be the first byte of a page/],
    ['state.bytes', 32_768, /"state.bytes" must be three or more whole pages/],
    ['state.in', 'storage', /"state.in" must be "flash"/],
    ['memory.variables', 9000, /"builds.variables" must be at least memory.variables/],
    ['signers', ['hsm'], /"signers" must be one of software, element/],
    ['features.hx711', 1, /"features.hx711" must be true or false/],
    ['features.radio', true, /"features.radio" must be false where "mtu" is null/],
    ['company', 65_536, /"company" must be an identifier that Bluetooth SIG assigned/],
    ['features.wifi', true, /"features" must be one of/],
    ['budgets.image', 70_000, /"budgets.image" must be at most storage.bytes/],
    ['budgets.variables.element', 8191, /"budgets.variables.element" must be at most memory.variables/],
  ])('%s = %j is refused by name', (field, value, message) => {
    const profile = good();
    const steps = field.split('.');
    const last = steps.pop()!;
    // biome-ignore lint/suspicious/noExplicitAny: a profile that is wrong on purpose
    const target = steps.reduce((at: any, step) => at[step], profile);
    target[last] = value;
    expect(() => checkProfile(profile, 'espruino-wifi')).toThrow(message);
  });

  it('a build without native SHA-256 is refused', () => {
    const profile = good() as unknown as { builds: Array<{ hashes: string[] }> };
    profile.builds[0]!.hashes = ['SHA1'];
    expect(() => checkProfile(profile, 'espruino-wifi')).toThrow(/list with SHA256/);
  });
});

describe('the radio of a board', () => {
  it("has chunks of its MTU less 4, at most 244, and the maker's company identifier", () => {
    const chunk = (board: string) => bundleFlags({ board }).RADIO_CHUNK;
    expect(['mdbt42q', 'nrf52840', 'linux', 'esp32'].map(chunk)).toEqual([49, 127, 243, 244]);
    expect(flagsOf(readProfile('nrf52840'), ['element']).RADIO_COMPANY).toBe(0xffff);
    expect(flagsOf({ ...readProfile('nrf52840'), company: 0x0abc }, ['element']).RADIO_COMPANY).toBe(0x0abc);
    expect(() => checkProfile({ ...readProfile('nrf52840'), company: 0x0abc }, 'nrf52840')).not.toThrow();
  });

  it('is left out where the board has none, by its profile or by a feature', async () => {
    const directory = await mkdtemp(path.join(tmpdir(), 'hengzhun-radio-'));
    const entry = path.join(directory, 'entry.ts');
    await writeFile(
      entry,
      `import { HAS_RADIO } from '${FIRMWARE_SOURCE}/build-flags.ts';\n` +
        `import { advertise, notifyRadio, openRadio, silenceRadio } from '${FIRMWARE_SOURCE}/platform/radio.ts';\n` +
        'if (HAS_RADIO) {\n  if (openRadio(() => {})) notifyRadio("x");\n  advertise("b", "n");\n} else silenceRadio();\n',
    );
    const code = async (board: string, radio?: boolean) => {
      const features = radio === undefined ? {} : { radio };
      return (await buildScript(entry, true, bundleFlags({ board, signer: 'element', features }))).code;
    };
    expect(bundleFlags({ board: 'espruino-wifi' }).HAS_RADIO).toBe(false);
    // a board without one cannot be given one
    expect(bundleFlags({ board: 'espruino-wifi', features: { radio: true } }).HAS_RADIO).toBe(false);
    const without = await code('nrf52840', false);
    expect(without).not.toContain('updateServices');
    // what stock Espruino advertises does not remain
    expect(without).toMatch(/NRF\.setServices\(\{\},\{uart:!1\}\),NRF\.sleep\(\)/);
    const nrf = await code('nrf52840');
    expect(nrf).toContain('`ce9a000${');
    expect(nrf).toContain('setScanResponse');
    const esp = await code('esp32');
    // 16 bits of the characteristics' UUIDs, no scan response
    expect(esp).toMatch(/>1\?`000\$\{/);
    expect(esp).not.toContain('setScanResponse');
    await rm(directory, { recursive: true, force: true });
  });
});

describe('build flags', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'hengzhun-flags-'));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  it('keep out of a bundle what its board does not need, with what only that needs', async () => {
    const entry = path.join(directory, 'entry.ts');
    await writeFile(
      path.join(directory, 'cells.ts'),
      "const table = new Float64Array(8);\nexport function cells(): void {\n  print('cells' + table[0]);\n}\n",
    );
    await writeFile(
      entry,
      `import { HAS_CELLS, STATE_ADDRESS } from '${FIRMWARE_SOURCE}/build-flags.ts';\n` +
        "import { cells } from './cells.js';\nif (HAS_CELLS) cells();\nprint(STATE_ADDRESS);\n",
    );
    const all = await buildScript(entry, true, bundleFlags({}));
    const few = await buildScript(entry, true, bundleFlags({ board: 'esp32', features: { cells: false } }));
    expect(all.code).toMatch(/Float64Array.*cells/);
    expect(few.code).toBe('print(3211264);');
  });
});
