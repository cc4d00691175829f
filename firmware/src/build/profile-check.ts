import { BundleError } from './bundle-error.js';
import type { BoardProfile, Feature } from './profile.js';

/** Every feature that a profile must speak about. */
export const FEATURES: readonly Feature[] = [
  'cells',
  'shunt',
  'update',
  'injection',
  'hx711',
  'bridge',
  'qdecCounter',
  'timerCounter',
  'watchCounter',
  'encoderLink',
  'radio',
  'nrf52',
];

const RANDOM = ['hardware', 'analogue-noise', 'pseudo-random'];
const INSTRUMENTS = ['scale', 'dispenser'];
const SIGNERS = ['software', 'element'];

type Fields = Record<string, unknown>;

/**
 * Checks what a profile file holds.
 *
 * @throws BundleError `bundle-profile`: names the field, what is wrong with it, and what may stand there
 */
export function checkProfile(data: unknown, name: string): BoardProfile {
  const wrong = (field: string, wanted: string): never => {
    throw new BundleError('bundle-profile', `boards/${name}.json: "${field}" must be ${wanted}`);
  };
  const object = (value: unknown, field: string): Fields =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Fields)
      : wrong(field, 'an object');
  const list = (value: unknown, field: string): unknown[] =>
    Array.isArray(value) && value.length > 0 ? value : wrong(field, 'a list that is not empty');
  const natural = (value: unknown, field: string): number =>
    Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : wrong(field, 'an integer above 0');
  const naturalOrNull = (value: unknown, field: string): number | null =>
    value === null ? null : natural(value, field);
  const oneOf = (value: unknown, field: string, allowed: readonly string[]): unknown =>
    allowed.includes(value as string) ? value : wrong(field, `one of ${allowed.join(', ')}`);
  const flag = (value: unknown, field: string): unknown =>
    typeof value === 'boolean' ? value : wrong(field, 'true or false');
  const text = (value: unknown, field: string): unknown =>
    typeof value === 'string' && value.length > 0 ? value : wrong(field, 'a text that is not empty');

  const profile = object(data, 'profile');
  if (profile.name !== name) wrong('name', `"${name}", like the file`);
  text(profile.title, 'title');
  text(profile.chip, 'chip');
  const source = object(profile.source, 'source');
  text(source.repository, 'source.repository');
  if (!/^[0-9a-f]{40}$/.test(String(source.commit))) wrong('source.commit', 'a commit of 40 hexadecimal digits');
  for (const file of list(source.files, 'source.files')) text(file, 'source.files');

  const memory = object(profile.memory, 'memory');
  const variables = naturalOrNull(memory.variables, 'memory.variables');
  natural(memory.bytesPerVariable, 'memory.bytesPerVariable');
  if (memory.references !== undefined) natural(memory.references, 'memory.references');
  const storage = object(profile.storage, 'storage');
  const bytes = natural(storage.bytes, 'storage.bytes');
  const page = natural(storage.page, 'storage.page');
  flag(storage.memoryMapped, 'storage.memoryMapped');
  if (bytes % page !== 0) wrong('storage.bytes', `a multiple of storage.page (${page})`);

  for (const one of list(profile.builds, 'builds')) {
    const build = object(one, 'builds');
    text(build.board, 'builds.board');
    const has = naturalOrNull(build.variables, 'builds.variables');
    if (variables !== null && (has === null || has < variables)) {
      wrong('builds.variables', `at least memory.variables (${variables}), which holds for all builds`);
    }
    if (natural(build.storageBytes, 'builds.storageBytes') < bytes) {
      wrong('builds.storageBytes', `at least storage.bytes (${bytes}), which holds for all builds`);
    }
    if (!list(build.hashes, 'builds.hashes').includes('SHA256')) {
      wrong(
        'builds.hashes',
        'a list with SHA256: without it natively no frame can be made; list the board as unsuitable',
      );
    }
  }

  const state = object(profile.state, 'state');
  if (oneOf(state.in, 'state.in', ['storage', 'flash']) === 'flash') {
    const size = natural(state.page, 'state.page');
    if (natural(state.address, 'state.address') % size !== 0) wrong('state.address', 'the first byte of a page');
    if (natural(state.bytes, 'state.bytes') % size !== 0 || (state.bytes as number) < 3 * size) {
      wrong('state.bytes', 'three or more whole pages: the log and two slots that are erased apart');
    }
  } else if (bytes < 4 * page) wrong('state.in', '"flash": Storage has no room for a log and two slots of whole pages');

  natural(profile.ioBuffer, 'ioBuffer');
  const mtu = naturalOrNull(profile.mtu, 'mtu');
  if (profile.company !== undefined && natural(profile.company, 'company') > 0xffff)
    wrong('company', 'an identifier that Bluetooth SIG assigned, at most 65535');
  oneOf(profile.random, 'random', RANDOM);
  for (const [port, pins] of Object.entries(object(profile.pins, 'pins')))
    for (const pin of Object.values(object(pins, `pins.${port}`))) text(pin, `pins.${port}`);
  for (const one of list(profile.instruments, 'instruments')) oneOf(one, 'instruments', INSTRUMENTS);
  const signers = list(profile.signers, 'signers');
  for (const one of signers) oneOf(one, 'signers', SIGNERS);
  const features = object(profile.features, 'features');
  for (const one of FEATURES) flag(features[one], `features.${one}`);
  for (const one of Object.keys(features)) oneOf(one, 'features', FEATURES);
  if (features.radio && (mtu === null || mtu < 23))
    wrong('features.radio', 'false where "mtu" is null: the board has no radio; with one, "mtu" is 23 or more');
  flag(profile.packed, 'packed');

  const budgets = object(profile.budgets, 'budgets');
  const image = naturalOrNull(budgets.image, 'budgets.image');
  if (image !== null && image > bytes) wrong('budgets.image', `at most storage.bytes (${bytes})`);
  const limits = object(budgets.variables, 'budgets.variables');
  for (const signer of signers as string[]) {
    const limit = naturalOrNull(limits[signer], `budgets.variables.${signer}`);
    if (limit !== null && variables !== null && limit > variables) {
      wrong(`budgets.variables.${signer}`, `at most memory.variables (${variables})`);
    }
  }
  return data as BoardProfile;
}
