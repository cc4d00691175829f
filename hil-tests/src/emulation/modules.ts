import { createHash } from 'node:crypto';
import { flattenForPointer } from './flatten.js';
import type { Machine } from './machine.js';

/** `require("crypto")` of a board with SHA-1 and SHA-256, such as the MDBT42Q. */
export function cryptoModule(machine: Machine): Record<string, unknown> {
  const hash = (name: string) => (message: unknown) => {
    const digest = createHash(name).update(flattenForPointer(message, machine.fail)).digest();
    const buffer = new machine.realm.ArrayBuffer(digest.length);
    new Uint8Array(buffer).set(digest);
    return buffer;
  };
  return { SHA1: hash('sha1'), SHA224: hash('sha224'), SHA256: hash('sha256') };
}

/** `require`, of the modules that the emulated board has built in and of those in its Storage. */
export function installRequire(machine: Machine, modules: Record<string, unknown>): void {
  machine.define('require', (name: string) => {
    const module = modules[name];
    if (module === undefined) machine.fail(`Module "${name}" not found`);
    return module;
  });
}
