import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { attachHx711, createEmulationHost, VirtualClock } from '../../src/index.js';

const text = (chunks: Uint8Array[]): string => Buffer.concat(chunks).toString('latin1');

describe('the emulation host', () => {
  it('runs the bundle from .bootcde and carries every byte value both ways', async () => {
    const host = createEmulationHost({ bundle: 'Serial1.on("data",function(d){Serial1.write(d)});' });
    const seen: Uint8Array[] = [];
    host.serial1.onData((bytes) => seen.push(bytes));
    await host.start();
    const all = Uint8Array.from({ length: 256 }, (_, i) => i);
    host.serial1.write(all);
    await host.run(1);
    expect(Uint8Array.from(Buffer.concat(seen))).toEqual(all);
    await host.stop();
  });

  it('hands over received bytes in chunks of at most 64 and cuts them as a test wishes', async () => {
    const bundle = 'var n=[];Serial1.on("data",function(d){n.push(d.length)});';
    const host = createEmulationHost({ bundle });
    await host.start();
    host.serial1.write(new Uint8Array(150));
    await host.run(1);
    expect([...(host.evaluate('n') as number[])]).toEqual([64, 64, 22]);
    const slow = createEmulationHost({ bundle, serial: { nextChunk: () => 1 } });
    await slow.start();
    slow.serial1.write(new Uint8Array(3));
    await slow.run(1);
    expect([...(slow.evaluate('n') as number[])]).toEqual([1, 1, 1]);
  });

  it('keeps 512 bytes for a program that does not listen yet and flags the loss of the rest', async () => {
    const host = createEmulationHost({ bundle: 'var n=0;' });
    await host.start();
    host.serial1.write(new Uint8Array(600));
    await host.run(1);
    expect([...(host.evaluate('E.getErrorFlags()') as string[])]).toEqual(['BUFFER_FULL']);
    host.evaluate('Serial1.on("data",function(d){n+=d.length})');
    await host.run(1);
    expect(host.evaluate('n')).toBe(512);
  });

  it('writes strings, numbers, arrays, typed arrays and counted objects, every element masked to a byte', async () => {
    const host = createEmulationHost({
      bundle: 'Serial1.write(1,"ab",[3,[4]],new Uint8Array([5]),{data:"Z",count:3},256+7,-1,new Uint16Array([0x1ff]))',
    });
    const seen: Uint8Array[] = [];
    host.serial1.onData((bytes) => seen.push(bytes));
    await host.start();
    await host.run(1);
    expect(text(seen)).toBe('\x01ab\x03\x04\x05ZZZ\x07\xff\xff');
  });

  it('lets a month pass in no time, intervals in their rhythm', async () => {
    const host = createEmulationHost({
      bundle:
        'var n=0,last;setInterval(function(a){n+=a;last=getTime()},60000,2);setTimeout(function(){n=1000000},500)',
    });
    await host.start();
    await host.run(30 * 86_400_000);
    expect(host.evaluate('n')).toBe(1_000_000 + 2 * 30 * 1440);
    expect(host.evaluate('last')).toBe(30 * 86_400);
    expect(host.evaluate('Date.now()')).toBe(30 * 86_400_000);
  });

  it('prints an exception in a handler and keeps the handler', async () => {
    const host = createEmulationHost({ bundle: 'var n=0;setInterval(function(){n++;throw new Error("oops")},10)' });
    await host.start();
    await host.run(35);
    expect(host.evaluate('n')).toBe(3);
    expect(host.console.filter((line) => line === 'Uncaught Error: oops')).toHaveLength(3);
  });

  it('reboots by E.reboot, by the watchdog and after a power cut, each with its reset reason', async () => {
    const host = createEmulationHost({
      bundle:
        'var reason=peek32(0x40000400);poke32(0x40000400,reason);' +
        'Serial1.on("data",function(d){if(d=="r")E.reboot();else E.enableWatchdog(2,false)});',
    });
    await host.start();
    expect(host.evaluate('reason')).toBe(0);
    host.serial1.write(Buffer.from('r'));
    await host.run(100);
    expect([host.boots, host.evaluate('reason')]).toEqual([2, 4]);
    host.serial1.write(Buffer.from('w'));
    await host.run(1900);
    expect(host.boots).toBe(2);
    await host.run(200);
    expect([host.boots, host.evaluate('reason')]).toEqual([3, 2]);
    await host.cutPower();
    await host.run(10_000);
    expect(host.powered).toBe(false);
    await host.start();
    expect([host.boots, host.evaluate('reason'), host.evaluate('getTime()')]).toEqual([4, 0, 0]);
  });

  it('hashes as FIPS 180-4 says and gives an ArrayBuffer of the program’s own realm', async () => {
    const host = createEmulationHost({ bundle: 'var c=require("crypto");' });
    await host.start();
    expect(host.evaluate('c.SHA256("abc") instanceof ArrayBuffer')).toBe(true);
    const bytes = Uint8Array.from(host.evaluate('new Uint8Array(c.SHA256("\\xff\\x00"))') as Uint8Array);
    expect(Buffer.from(bytes)).toEqual(
      createHash('sha256')
        .update(Buffer.from([255, 0]))
        .digest(),
    );
    expect(host.evaluate('E.CRC32("123456789")')).toBe(0xcbf43926);
  });

  it('has none of what the interpreter lacks', async () => {
    const host = createEmulationHost({ bundle: 'var ready=1;' });
    await host.start();
    for (const name of [
      'Map',
      'Set',
      'Symbol',
      'BigInt',
      'Proxy',
      'Reflect',
      'TextEncoder',
      'Buffer',
      'structuredClone',
    ]) {
      expect(host.evaluate(`typeof ${name}`), name).toBe('undefined');
    }
    for (const path of [
      'Math.imul',
      'Math.trunc',
      'Number.isInteger',
      'Array.from',
      'Object.freeze',
      '"".at',
      '[].flat',
    ]) {
      expect(host.evaluate(`typeof ${path}`), path).toBe('undefined');
    }
    expect(host.evaluate('Array.isArray(new Uint8Array(3).slice(1))')).toBe(true);
    expect(host.evaluate('Math.floor(Math.pow(2,12))')).toBe(4095);
  });

  it.each([
    ['shifts an HX711 reading out of two pins by native pulses', 'p.send(z)', [0x123456, 0x123456, -5, -5]],
    [
      'puts it to sleep by pulses of the program itself, which are longer than 60 us',
      '(function(){var a=[];for(var i=0;i<3;i++){var b=0;for(var j=0;j<8;j++){digitalWrite(D2,1);digitalWrite(D2,0);b=b*2+digitalRead(D3)}a.push(b)}return a})()',
      [],
    ],
  ])('%s', async (_name, read, expected) => {
    const clock = new VirtualClock();
    const host = createEmulationHost({
      clock,
      bundle:
        'var p=new SPI(),g=new SPI(),z=new Uint8Array(3),got=[];p.setup({sck:D2,miso:D3,mode:1});g.setup({sck:D2,miso:D3,mode:1,bits:1});' +
        `setInterval(function(){if(digitalRead(D3))return;var d=${read};g.send(0);` +
        'var v=d[0]*65536+d[1]*256+d[2];got.push(v>=8388608?v-16777216:v)},20);',
    });
    attachHx711({
      clock,
      pins: host.pins,
      clockPin: 2,
      dataPin: 3,
      rate: 10,
      sample: (t) => (t > 250 ? -5 : 0x123456),
    });
    await host.start();
    await host.run(450);
    const got = [...(host.evaluate('got') as number[])];
    if (expected.length > 0) expect(got).toEqual(expected);
    else for (const value of got) expect([0x123456, -5]).not.toContain(value);
  });
});
