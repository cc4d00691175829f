import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { sep } from 'node:path';
import type bleno from '@stoprocent/bleno';
import type noble from '@stoprocent/noble';
import { RigError } from '../error.js';
import type { Controller } from './controller.js';
import { socketClass } from './socket.js';

/** A central's host stack, as the SDK gets it. */
export type NobleInstance = typeof noble;
/** A peripheral's host stack. */
export type BlenoInstance = typeof bleno;

interface Stacks {
  noble(controller: Controller): NobleInstance;
  bleno(controller: Controller): BlenoInstance;
}

const NOBLE = '@stoprocent/noble';
const BLENO = '@stoprocent/bleno';
const SOCKET = '@stoprocent/bluetooth-hci-socket';
const FOLDER = `${sep}@stoprocent${sep}`;

const require = createRequire(import.meta.url);

/** What to say where the host stacks are not installed. */
export const STACKS_HINT = `${NOBLE} and ${BLENO} are needed for the virtual radio: install them with npm install (they are optional dependencies)`;

/** Whether noble and bleno are installed. */
export function hasStacks(): boolean {
  try {
    require.resolve(NOBLE);
    require.resolve(BLENO);
    return true;
  } catch {
    return false;
  }
}

/**
 * noble and bleno on virtual controllers, as many as wanted. They are loaded once more beside whatever this process
 * loaded of them already: only these copies see the virtual sockets, and nobody's adapter is touched.
 *
 * @throws RigError `stacks-missing`.
 */
export function hostStacks(): Stacks {
  if (!hasStacks()) throw new RigError('stacks-missing', STACKS_HINT);
  return {
    noble: (controller) => instance<NobleInstance>(NOBLE, controller),
    bleno: (controller) => instance<BlenoInstance>(BLENO, controller),
  };
}

function instance<T>(name: string, controller: Controller): T {
  // They load parts of themselves only when an instance is made.
  return inCopies(() => {
    const stack = require(name) as { withBindings(type: string, options: unknown): T };
    return stack.withBindings('hci', { hciDriver: socketClass(controller) });
  });
}

/** The copies' modules by path, while they are not in the cache. */
let copies: Map<string, NodeJS.Module> | undefined;

/** Runs something that requires the stacks, with this module's copies of them in the place of the process's own. */
function inCopies<T>(action: () => T): T {
  const others = takeOut();
  copies ??= new Map([[require.resolve(SOCKET), virtualSockets()]]);
  for (const [path, module] of copies) require.cache[path] = module;
  try {
    return action();
  } finally {
    copies = takeOut();
    for (const [path, module] of others) require.cache[path] = module;
  }
}

function takeOut(): Map<string, NodeJS.Module> {
  const result = new Map<string, NodeJS.Module>();
  for (const [path, module] of Object.entries(require.cache)) {
    if (!module || !path.includes(FOLDER)) continue;
    result.set(path, module);
    delete require.cache[path];
  }
  return result;
}

/** A module in the place of `@stoprocent/bluetooth-hci-socket`: the stacks hand their `hciDriver` option to it. */
function virtualSockets(): NodeJS.Module {
  const path = require.resolve(SOCKET);
  // What they make by default when they are loaded gets a socket that nobody ever binds.
  const loadDriver = (driver: unknown): unknown => (typeof driver === 'function' ? driver : EventEmitter);
  return {
    id: path,
    filename: path,
    loaded: true,
    children: [],
    paths: [],
    exports: { loadDriver },
  } as unknown as NodeJS.Module;
}

/**
 * Runs what registers listeners for the process's end and takes those off again: a virtual adapter needs no tidying
 * up at exit, and fifty of them would be fifty listeners.
 */
export function withoutExitListeners<T>(action: () => T): T {
  const names = ['exit', 'SIGINT'] as const;
  const before = names.map((name) => new Set(process.listeners(name as 'exit')));
  try {
    return action();
  } finally {
    names.forEach((name, i) => {
      for (const listener of process.listeners(name as 'exit')) {
        if (!before[i]!.has(listener)) process.removeListener(name, listener);
      }
    });
  }
}
