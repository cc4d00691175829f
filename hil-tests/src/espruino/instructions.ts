import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RigError } from '../error.js';

/** What ends a section of a counted script and begins the next: a native that does nothing on Linux. */
export const MARK = 'E.kickWatchdog();';
const MARK_FUNCTION = 'jswrap_espruino_kickWatchdog';

/** Collects what nothing refers to any more: over thousands of variables on Linux. */
const COLLECTOR = 'jsvGarbageCollect';

// A board's flash is memory, and functions in it stay where they are. Linux has no such memory, but under valgrind its addresses fit
// into an integer of the interpreter: the image goes to one piece of RAM, and a native string of nothing is turned to that piece. Memory
// grows first, so that there is one piece.
const LOADER = `E.image=new Array(2000).join(new Array(120).join("x"));E.image=0;process.memory();
E.image=E.toFlatString(require("fs").readFileSync("image"));
E.counted=E.image&&E.getAddressOf(E.image,true)>0&&E.memoryArea(1,E.image.length);
if(E.counted)poke32(E.getAddressOf(E.counted,false),E.getAddressOf(E.image,true));
if(E.counted==E.image)eval(E.counted);
print("ENDED");quit()
`;

/**
 * Runs a pretokenised script on the interpreter, in memory as a board's flash is, and counts the machine's instructions that each
 * section of it takes. Unlike time, the count is the same every time, whatever else the machine does. What collecting garbage takes is
 * left out: Linux has many times a board's variables, and when it comes depends on all that ran before.
 *
 * @param image the script as a byte string; {@link MARK} stands between its sections
 * @param flash bytes of its espruino.flash
 * @returns what the sections between the marks took, each with the mark itself; undefined where that cannot be told: valgrind is not installed,
 *   the interpreter was stripped of its symbols, or it has no memory for the image
 * @throws RigError `interpreter-failed` with what it printed, when the script did not come to its end
 */
export async function countInstructions(
  binary: string,
  image: string,
  flash: Uint8Array,
): Promise<number[] | undefined> {
  if (spawnSync('valgrind', ['--version']).status !== 0) return undefined;
  const directory = await mkdtemp(join(tmpdir(), 'hengzhun-instructions-'));
  try {
    await writeFile(join(directory, 'espruino.flash'), flash);
    await writeFile(join(directory, 'image'), image, 'latin1');
    await writeFile(join(directory, 'script.js'), LOADER);
    const printed = await run(binary, directory);
    if (!/ENDED/.test(printed)) {
      throw new RigError('interpreter-failed', `The interpreter did not end the script:\n${printed.slice(-2000)}`);
    }
    // the first part is what runs before the first mark, the last what runs behind the last one
    const parts = Number(/^part: (\d+)/m.exec(await dump(directory, ''))![1]);
    if (parts < 3) return undefined;
    const counts: number[] = [];
    for (let part = 2; part < parts; part++) counts.push(instructionsIn(await dump(directory, `.${part}`)));
    return counts;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function run(binary: string, directory: string): Promise<string> {
  const options = [
    '--tool=callgrind',
    // its reader of the standard input runs as long as the rest of the machine lets it
    '--separate-threads=yes',
    `--dump-before=${MARK_FUNCTION}`,
    '--callgrind-out-file=counts',
  ];
  return new Promise<string>((resolve, reject) => {
    // its standard input must stay open
    const child = spawn('valgrind', [...options, binary, 'script.js'], { cwd: directory, timeout: 600_000 });
    let text = '';
    child.stdout.setEncoding('latin1').on('data', (chunk: string) => {
      text += chunk;
    });
    child.stderr.setEncoding('latin1').on('data', (chunk: string) => {
      text += chunk;
    });
    child.on('error', reject);
    child.on('close', () => resolve(text));
  });
}

/** What callgrind wrote of the first thread, which runs the script. */
const dump = (directory: string, part: string): Promise<string> =>
  readFile(join(directory, `counts${part}-01`), 'latin1');

/** The instructions in a file of callgrind's, without those of the collector and of what it calls. */
function instructionsIn(text: string): number {
  const lines = text.split('\n');
  let collector: string | undefined;
  let inside: string | undefined;
  let collecting = 0;
  for (let i = 0; i < lines.length; i++) {
    const named = /^(c?fn)=(\(\d+\))(?: (.*))?$/.exec(lines[i]!);
    if (!named) continue;
    if (named[3] === COLLECTOR) collector = named[2];
    if (named[1] === 'fn') inside = named[2];
    else if (named[2] === collector && inside !== collector) {
      while (!lines[i]!.startsWith('calls=')) i++;
      collecting += Number(lines[i + 1]!.split(' ').at(-1));
    }
  }
  return Number(/^totals: (\d+)/m.exec(text)![1]) - collecting;
}
