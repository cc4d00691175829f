import { NAME_SIZE } from '../flash/file-header.js';
import type { Flash } from '../flash/flash.js';
import { Storage } from '../flash/storage.js';
import { flashNative } from './flash-native.js';
import { byteString, flatten, flattenForPointer } from './flatten.js';
import type { Machine } from './machine.js';

/** `require("Storage")`. `open` (StorageFile) is not there: its text chunks cannot hold the bytes that we store. */
export function storageModule(machine: Machine, flash: Flash): { module: Record<string, unknown>; storage: Storage } {
  const storage = new Storage(flash, () => machine.print('Compacting... '));
  const native = <T>(operation: () => T): T => flashNative(machine, operation);
  const nameOf = (name: unknown): string => {
    const text = byteString(flatten([typeof name === 'string' ? name : String(name)], machine.fail));
    return text.slice(0, NAME_SIZE);
  };
  const integer = (value: unknown): number => (typeof value === 'number' ? Math.trunc(value) : Number(value ?? 0) | 0);
  const read = (name: unknown, offset?: unknown, length?: unknown): Uint8Array | undefined =>
    native(() => storage.read(nameOf(name), integer(offset), integer(length)));

  const module = {
    read: (name: unknown, offset?: unknown, length?: unknown) => {
      const bytes = read(name, offset, length);
      return bytes && byteString(bytes);
    },
    readArrayBuffer: (name: unknown) => {
      const bytes = read(name);
      if (!bytes) return undefined;
      const buffer = new machine.realm.ArrayBuffer(bytes.length);
      new Uint8Array(buffer).set(bytes);
      return buffer;
    },
    readJSON: (name: unknown, quiet?: boolean) => {
      const bytes = read(name);
      if (!bytes) return undefined;
      try {
        return machine.run(`JSON.parse(${JSON.stringify(byteString(bytes))})`, 'readJSON');
      } catch (error) {
        if (quiet) return undefined;
        throw error;
      }
    },
    write: (name: unknown, data: unknown, offset?: unknown, size?: unknown) => {
      const json = isPlainObject(data);
      const bytes = flattenForPointer(json ? JSON.stringify(data) : data, machine.fail);
      return native(() => storage.write(nameOf(name), bytes, json ? 0 : integer(offset), json ? 0 : integer(size)));
    },
    erase: (name: unknown) => {
      native(() => storage.erase(nameOf(name)));
    },
    eraseAll: () => native(() => storage.eraseAll()),
    compact: () => {
      native(() => {
        machine.print('Compacting... ');
        storage.compact();
      });
    },
    list: (pattern?: RegExp) => {
      const names = native(() => storage.list()).map((header) => header.name.replace(/\0+$/, ''));
      const wanted = pattern === undefined ? names : names.filter((name) => name.match(pattern) !== null);
      const list = new machine.realm.Array<string>();
      for (const name of wanted) list.push(name);
      return list;
    },
    getFree: () => native(() => storage.statistics().free),
    getStats: () => {
      const { total, free, fileBytes, fileCount, trashBytes, trashCount } = native(() => storage.statistics());
      return { totalBytes: total, freeBytes: free, fileBytes, fileCount, trashBytes, trashCount };
    },
  };
  return { module, storage };
}

function isPlainObject(data: unknown): boolean {
  return (
    typeof data === 'object' &&
    data !== null &&
    !Array.isArray(data) &&
    !ArrayBuffer.isView(data) &&
    !('byteLength' in data)
  );
}
