import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { LINUX_GEOMETRY } from './espruino/host.js';
import { countInstructions, MARK } from './espruino/instructions.js';
import { COUNTED } from './firmware-cost-script.js';
import { Flash } from './flash/flash.js';

/** What the software signer costs on an interpreter. A loop is one empty `for` iteration, counted or timed in the same run. */
export interface SignerCost {
  /** Loops for one precomputed one-time value, all slices together. */
  readonly value: number;
  /** Slices that a value takes. */
  readonly slices: number;
  /** Loops of the longest slice. */
  readonly longestSlice: number;
  /** Loops to sign a digest when a value is ready. */
  readonly online: number;
}

/** Variables that the software signer takes, above those of an interpreter without a program. */
export interface SignerMemory {
  /** The program loaded from flash, no signer made. */
  readonly loaded: number;
  /** With a signer, nothing under way, pool empty. */
  readonly idle: number;
  /** The most between two slices, two values in the pool at the end. */
  readonly peak: number;
  /** Bytes of the program in flash. */
  readonly flash: number;
}

const ENTRY = fileURLToPath(new URL('../../firmware/src/crypto/rig.ts', import.meta.url));

/** The signer alone as a script: globals rigCreate, rigStep, rigAvailable, rigSign, rigFaults, rigHmac. */
export async function buildSignerRig(): Promise<{ code: string; image: string }> {
  const { buildScript } = await import('@hengzhun/firmware/build');
  const { code, image } = await buildScript(ENTRY);
  return { code, image };
}

const REPEATS = 3;

/** A repeated value is the same to the bit, so the shortest time of each slice is that slice without the rest of the machine. */
const TIMED_SCRIPT = `(function () {
  // allocated at once: an array that grows would break memory into pieces, and SHA-256 needs three variables in a row
  var key = "", times = new Float64Array(2000), online = 1e9, pass, i, t, signer, more;
  for (i = 0; i < 32; i++) key += String.fromCharCode((i * 7 + 1) & 255);
  var loop = 1e9;
  for (pass = 0; pass < ${REPEATS}; pass++) {
    for (var block = 0; block < 10; block++) {
      t = getTime(); for (i = 0; i < 2000; i++) {} t = (getTime() - t) / 2000; if (t < loop) loop = t;
    }
    signer = rigCreate(key, function () { return key; }, function () {}, 1);
    i = 0;
    do {
      t = getTime(); more = rigStep(signer); t = getTime() - t;
      if (pass === 0 || t < times[i]) times[i] = t;
      i++;
    } while (more);
    t = getTime(); rigSign(signer, key); t = getTime() - t; if (t < online) online = t;
  }
  var sum = 0, longest = 0, slices = i;
  for (i = 0; i < slices; i++) { sum += times[i]; if (times[i] > longest) longest = times[i]; }
  print("COST", Math.round(sum / loop), slices, Math.round(longest / loop), Math.round(online / loop));
})()`;

/** The first value fills what is made once; each slice of the second one is a section. */
const COUNTED_SCRIPT = `(function () {
  var key = "", i, signer, more;
  for (i = 0; i < 32; i++) key += String.fromCharCode((i * 7 + 1) & 255);
  function loops() { for (var i = 0; i < ${COUNTED.loops}; i++) {} }
  signer = rigCreate(key, function () { return key; }, function () {}, 1);
  while (rigStep(signer));
  rigSign(signer, key);
  ${MARK}${MARK}
  loops();${MARK}
  do { more = rigStep(signer);${MARK} } while (more);
  rigSign(signer, key);${MARK}
})();`;

/**
 * Runs the signer on an interpreter and counts what it costs in the machine's instructions; where those cannot be counted (see
 * `countInstructions`) it is timed, and on a desktop's processor, which multiplies doubles in hardware while it waits for the interpreter's
 * memory, a value then looks a fifth cheaper than it is.
 *
 * @throws Error when the interpreter does not print the result
 */
export async function measureSignerCost(interpreter: string): Promise<SignerCost> {
  const { code, image } = await buildSignerRig();
  return (await countSigner(interpreter, image)) ?? timeSigner(interpreter, code);
}

async function countSigner(interpreter: string, image: string): Promise<SignerCost | undefined> {
  const { pretokenise } = await import('@hengzhun/firmware/build');
  const flash = new Flash(LINUX_GEOMETRY).bytes;
  const counts = await countInstructions(interpreter, image + pretokenise(`;${COUNTED_SCRIPT}`), flash);
  if (!counts) return undefined;
  const mark = counts[0]!;
  const loop = (counts[1]! - mark) / COUNTED.loops;
  const slices = counts.slice(2).map((count) => (count - mark) / loop);
  const online = slices.pop()!;
  const value = slices.reduce((sum, slice) => sum + slice, 0);
  return { value, slices: slices.length, longestSlice: Math.max(...slices), online };
}

async function timeSigner(interpreter: string, code: string): Promise<SignerCost> {
  const [value, slices, longestSlice, online] = await inDirectory((directory) => {
    const file = path.join(directory, 'cost.js');
    writeFileSync(file, `${code};${TIMED_SCRIPT}\n`, 'latin1');
    return numbersAfter('COST', interpreter, [file], directory);
  });
  return { value: value!, slices: slices!, longestSlice: longestSlice!, online: online! };
}

const MEMORY_SCRIPT = `(function () {
  var key = "K".repeat(32);
  var loaded = process.memory().usage;
  var signer = rigCreate(key, function () { return key; }, function () {}, 2);
  var idle = process.memory().usage, peak = 0;
  while (rigStep(signer)) peak = Math.max(peak, process.memory().usage);
  print("MEMORY", loaded, idle, peak);
})()`;

/**
 * Counts variables on an interpreter whose program lies in flash. Only one with variables of 13 bytes, like the small
 * boards', gives the figures of the budget.
 *
 * @throws Error when the interpreter does not print the result
 */
export async function measureSignerMemory(interpreter: string): Promise<SignerMemory> {
  const { image } = await buildSignerRig();
  return inDirectory((directory) => {
    const [empty] = numbersAfter('EMPTY', interpreter, ['-e', 'print("EMPTY", process.memory().usage)'], directory);
    writeFileSync(path.join(directory, 'image'), image, 'latin1');
    const write = 'require("Storage").write(".bootcde", require("fs").readFileSync("image"))';
    numbersAfter('WRITTEN', interpreter, ['-e', `${write}; print("WRITTEN", 1)`], directory);
    const [loaded, idle, peak] = numbersAfter('MEMORY', interpreter, ['-e', MEMORY_SCRIPT], directory);
    return { loaded: loaded! - empty!, idle: idle! - empty!, peak: peak! - empty!, flash: image.length };
  });
}

/** Signs digests on an interpreter with random multipliers; 64 bytes each. */
export async function signOnInterpreter(interpreter: string, privateKey: Buffer, digests: Buffer[]): Promise<Buffer[]> {
  const { code } = await buildSignerRig();
  const script = `(function () {
    var random = function () {
      var text = "";
      for (var i = 0; i < 32; i++) text += String.fromCharCode(E.hwRand() & 255);
      return text;
    };
    var signer = rigCreate(${literal(privateKey)}, random, function () {}, 1);
    [${digests.map(literal).join()}].forEach(function (digest) {
      while (rigStep(signer));
      print("SIGNATURE", btoa(rigSign(signer, digest)), rigFaults(signer));
    });
  })()`;
  const output = await inDirectory((directory) => {
    const file = path.join(directory, 'sign.js');
    writeFileSync(file, `${code};${script}\n`, 'latin1');
    return run(interpreter, [file], directory);
  });
  return [...output.matchAll(/SIGNATURE (\S+) 0\s/g)].map((match) => Buffer.from(match[1]!, 'base64'));
}

/** Lets an interpreter make `count` keys by itself: private key, x and y, 96 bytes each, and a signature by each over `digest`. */
export async function bearOnInterpreter(
  interpreter: string,
  count: number,
  digest: Buffer,
): Promise<Array<{ key: Buffer; signature: Buffer }>> {
  const { code } = await buildSignerRig();
  const script = `(function () {
    var random = function () {
      var text = "";
      for (var i = 0; i < 32; i++) text += String.fromCharCode(E.hwRand() & 255);
      return text;
    };
    for (var i = 0; i < ${count}; i++) {
      var kept = "";
      var signer = rigCreate("", random, function () {}, 1, function (key) { kept = key; });
      while (rigStep(signer));
      print("BORN", btoa(kept), btoa(rigSign(signer, ${literal(digest)})), rigFaults(signer));
    }
  })()`;
  const output = await inDirectory((directory) => {
    const file = path.join(directory, 'birth.js');
    writeFileSync(file, `${code};${script}\n`, 'latin1');
    return run(interpreter, [file], directory);
  });
  return [...output.matchAll(/BORN (\S+) (\S+) 0\s/g)].map((match) => ({
    key: Buffer.from(match[1]!, 'base64'),
    signature: Buffer.from(match[2]!, 'base64'),
  }));
}

/** A string literal of the interpreter with these bytes. */
function literal(bytes: Buffer): string {
  return `"${Array.from(bytes, (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}"`;
}

async function inDirectory<T>(action: (directory: string) => T | Promise<T>): Promise<T> {
  const directory = mkdtempSync(path.join(tmpdir(), 'hengzhun-signer-'));
  try {
    return await action(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function run(interpreter: string, args: string[], directory: string): string {
  const { stdout, error } = spawnSync(interpreter, args, {
    cwd: directory,
    encoding: 'latin1',
    timeout: 110_000,
    killSignal: 'SIGKILL',
  });
  if (error) throw error;
  return stdout;
}

function numbersAfter(word: string, interpreter: string, args: string[], directory: string): number[] {
  const output = run(interpreter, args, directory);
  const line = output.split(/[\r\n>]+/).find((one) => one.startsWith(`${word} `));
  if (!line) throw new Error(`the interpreter did not report ${word}: ${output.slice(-400)}`);
  return line.split(' ').slice(1).map(Number);
}
