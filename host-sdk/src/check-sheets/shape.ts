import { SdkError } from '../errors.js';

/** Reads one value from outside, or refuses it; `path` says where it stands. */
export type Reader<T> = (value: unknown, path: string) => T;

/** A finite number within bounds. */
export function number(least: number, most: number): Reader<number> {
  return (value, path) => {
    if (typeof value !== 'number' || !Number.isFinite(value) || value < least || value > most) {
      throw bad(path, `has to be a number from ${least} to ${most}`);
    }
    return value;
  };
}

export function whole(least: number, most: number): Reader<number> {
  return (value, path) => {
    const found = number(least, most)(value, path);
    if (!Number.isInteger(found)) throw bad(path, 'has to be a whole number');
    return found;
  };
}

/** 1 to 100 printable characters. */
export const words: Reader<string> = (value, path) => {
  if (typeof value !== 'string' || value.trim() === '' || value.length > 100 || /\p{C}/u.test(value)) {
    throw bad(path, 'has to be a text of 1 to 100 printable characters');
  }
  return value;
};

/** As `Verification.id`. */
export const identifier: Reader<string> = (value, path) => {
  if (typeof value !== 'string' || !/^[A-Za-z0-9._-]{1,64}$/.test(value)) {
    throw bad(path, 'has to be 1 to 64 characters of A-Z a-z 0-9 . _ -');
  }
  return value;
};

export const ueid: Reader<string> = (value, path) => {
  if (typeof value !== 'string' || !/^[0-9a-f]{34}$/.test(value)) throw bad(path, 'has to be a UEID: 34 hex digits');
  return value;
};

export const flag: Reader<boolean> = (value, path) => {
  if (typeof value !== 'boolean') throw bad(path, 'has to be true or false');
  return value;
};

export function oneOf<T extends string | number>(...known: readonly T[]): Reader<T> {
  return (value, path) => {
    if (!known.includes(value as T)) throw bad(path, `has to be one of ${known.join(', ')}`);
    return value as T;
  };
}

export function list<T>(read: Reader<T>, most: number): Reader<readonly T[]> {
  return (value, path) => {
    if (!Array.isArray(value) || value.length > most) throw bad(path, `has to be a list of at most ${most}`);
    return value.map((one, i) => read(one, `${path}[${i}]`));
  };
}

/** An object with exactly these fields, of which some may be absent. */
export function object<T extends object>(
  fields: { readonly [K in keyof T]-?: Reader<Exclude<T[K], undefined>> },
  optional: readonly (keyof T & string)[] = [],
): Reader<T> {
  return (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw bad(path, 'has to be an object');
    const given = value as Record<string, unknown>;
    const strange = Object.keys(given).find((name) => !Object.hasOwn(fields, name));
    if (strange !== undefined) throw bad(path, `has an unknown field ${JSON.stringify(strange.slice(0, 40))}`);
    const entries: [string, unknown][] = [];
    for (const name of Object.keys(fields) as (keyof T & string)[]) {
      if (given[name] !== undefined) entries.push([name, fields[name](given[name], `${path}.${name}`)]);
      else if (!optional.includes(name)) throw bad(`${path}.${name}`, 'is missing');
    }
    return Object.fromEntries(entries) as T;
  };
}

export const bad = (path: string, what: string): SdkError =>
  new SdkError('sheet-bad-input', `Check sheet: ${path} ${what}.`, { path });
