import { describe, expect, it } from 'vitest';
import { createEmulationHost, evaluateOnInterpreter, Flash, LINUX_GEOMETRY } from '../../src/index.js';
import { binary, withoutInterpreter } from '../support/interpreter.js';
import { SNIPPETS } from './snippets.js';

/** Every snippet in a function of its own; an exception becomes part of the result. */
function script(print: string): string {
  const lines = SNIPPETS.map(
    ({ name, code }) =>
      `${print}(${JSON.stringify(name)}+"\\u0009"+(function(){try{return ""+(function(){${code}})()}catch(e){return "throws "+(e.message||e)}})());`,
  );
  // Bytes, not characters, on both sides: everything a snippet returns is printable ASCII.
  return `var s=require("Storage");function hex(d){var r="";d=E.toUint8Array(d);for(var i=0;i<d.length;i++)r+=(256+d[i]).toString(16).substr(1);return r}\n${lines.join('\n')}`;
}

function parse(output: string[]): Map<string, string> {
  const results = new Map<string, string>();
  for (const line of output) {
    const [name, value] = line.split('\t');
    if (value !== undefined) results.set(name!, value);
  }
  return results;
}

async function emulated(): Promise<Map<string, string>> {
  // The Linux interpreter's flash, so that free space and compaction agree as well.
  const host = createEmulationHost({ flash: new Flash(LINUX_GEOMETRY) });
  await host.start();
  host.evaluate(script('print'));
  return parse(host.console);
}

describe('the emulation host gives what these snippets are known to give', () => {
  it.each(SNIPPETS.filter(({ expected }) => expected !== undefined))('$name', async ({ name, expected }) => {
    expect((await emulated()).get(name)).toBe(expected);
  });
});

describe.skipIf(withoutInterpreter())('the emulation host and the interpreter agree', async () => {
  const real = process.env.ESPRUINO_BIN
    ? parse((await evaluateOnInterpreter(binary(), script('print'))).split(/\r?\n/))
    : new Map<string, string>();
  const ours = await emulated();

  it('ran every snippet on both', () => {
    const names = SNIPPETS.map(({ name }) => name);
    expect([...real.keys()]).toEqual(names);
    expect([...ours.keys()]).toEqual(names);
  });

  it.each(SNIPPETS)('$name', ({ name }) => {
    expect(ours.get(name)).toBe(real.get(name));
  });
});
