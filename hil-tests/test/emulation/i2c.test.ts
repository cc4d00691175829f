import { beforeEach, describe, expect, it } from 'vitest';
import { createEmulationHost, type EmulationHost, type I2cDevice } from '../../src/index.js';

/** A chip with 256 registers and a pointer, as most chips on such a bus. Notes what happened on the wires. */
class Registers implements I2cDevice {
  readonly bytes = new Uint8Array(256);
  readonly wires: string[] = [];
  readonly lows: number[] = [];
  acknowledges = true;
  stretchMs = 0;
  #pointer = 0;
  #first = true;

  start(read: boolean): boolean {
    this.wires.push(read ? 'R' : 'W');
    this.#first = !read;
    return this.acknowledges;
  }
  write(byte: number): boolean {
    this.wires.push(String(byte));
    if (this.#first) this.#pointer = byte;
    else this.bytes[this.#pointer++] = byte;
    this.#first = false;
    return byte !== 0xee;
  }
  read(): number {
    return this.bytes[this.#pointer++]!;
  }
  stop(): void {
    this.wires.push('P');
  }
  stretch(): number {
    return this.stretchMs;
  }
  observe(address: number, low: number): void {
    if (address === 0) this.lows.push(low);
  }
}

let host: EmulationHost;
let chip: Registers;
const run = (code: string): unknown => host.evaluate(code);

beforeEach(async () => {
  host = createEmulationHost({ bundle: 'I2C1.setup({sda:D5,scl:D6,bitrate:100000});' });
  chip = new Registers();
  host.i2c.attach(0x2a, chip);
  await host.start();
});

describe('a hardware I2C bus (Espruino: I2C.writeTo, readFrom)', () => {
  it('carries bytes of every form, with a stop behind each transfer', () => {
    run('I2C1.writeTo(0x2a,[7,"A",new Uint8Array([1,2])])');
    run('I2C1.writeTo(0x2a,7)');
    expect([...(run('I2C1.readFrom(0x2a,3)') as Uint8Array)]).toEqual([65, 1, 2]);
    expect(chip.wires).toEqual(['W', '7', '65', '1', '2', 'P', 'W', '7', 'P', 'R', 'P']);
  });

  it('repeats the start where the stop was left out', () => {
    chip.bytes[9] = 0x99;
    run('I2C1.writeTo({address:0x2a,stop:false},9)');
    expect(run('I2C1.readFrom(0x2a,1)[0]')).toBe(0x99);
    expect(run('I2C1.readReg(0x2a,9,1)[0]')).toBe(0x99);
    expect(chip.wires).toEqual(['W', '9', 'R', 'P', 'W', '9', 'R', 'P']);
  });

  it('throws where nobody acknowledges the address or a byte', () => {
    expect(() => run('I2C1.writeTo(0x2b,1)')).toThrow('I2C Write Error 33281');
    expect(() => run('I2C1.readFrom(0x2b,1)')).toThrow('I2C Read Error 33281');
    expect(() => run('I2C1.writeTo(0x2a,1,0xee,2)')).toThrow('I2C Write Error 33282');
    expect(chip.bytes[2]).toBe(0);
    chip.acknowledges = false;
    expect(() => run('I2C1.readFrom(0x2a,1)')).toThrow('I2C Read Error 33281');
  });

  it('waits for a stretched clock, but not for ever', () => {
    chip.stretchMs = 5;
    run('I2C1.writeTo(0x2a,1,2)');
    expect(host.i2c.bus().stretchedMs).toBe(10);
    chip.stretchMs = 26;
    expect(() => run('I2C1.writeTo(0x2a,1,2)')).toThrow('I2C Write Error 3');
  });

  it('throws on every transfer while a wire is held low or the cable is out', () => {
    const bus = host.i2c.bus('I2C1');
    bus.stuck = 'scl';
    expect(() => run('I2C1.readFrom(0x2a,1)')).toThrow('I2C Read Error 3');
    bus.stuck = undefined;
    bus.disconnected = true;
    expect(() => run('I2C1.writeTo(0x2a,1)')).toThrow('I2C Write Error 33281');
    bus.disconnected = false;
    expect(run('I2C1.writeTo(0x2a,1)')).toBe(undefined);
  });

  it('shows a wake-up pulse: how long SDA is low for the address 0', () => {
    run('try{I2C1.writeTo(0,0)}catch(e){}');
    run('I2C1.setup({sda:D5,scl:D6,bitrate:400000});try{I2C1.writeTo(0,0)}catch(e){}');
    expect(chip.lows).toEqual([85, 21.25]);
  });

  it('does nothing for no bytes', () => {
    expect(run('I2C1.readFrom(0x2a,0)')).toBe(undefined);
    run('I2C1.writeTo(0x2a,"")');
    expect(chip.wires).toEqual([]);
  });

  it('keeps its chips through a reboot, not its set-up', async () => {
    run('I2C1.writeTo(0x2a,1,77)');
    await host.cutPower();
    await host.start();
    expect(run('I2C1.readReg(0x2a,1,1)[0]')).toBe(77);
  });
});

describe('a software I2C bus on any two pins (Espruino: new I2C())', () => {
  it('is found by its pins', () => {
    host.i2c.attach(0x2a, chip, 'D7/D8');
    run('var i=new I2C();i.setup({sda:D7,scl:D8});i.writeTo(0x2a,3,42)');
    expect(run('i.readReg(0x2a,3,1)[0]')).toBe(42);
  });

  it('says nothing of a missing acknowledge: an absent chip reads as ones', () => {
    run('var i=new I2C();i.setup({sda:D7,scl:D8});i.writeTo(0x2a,3,42)');
    expect([...(run('i.readFrom(0x2a,2)') as Uint8Array)]).toEqual([255, 255]);
  });
});
