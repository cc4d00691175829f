import type { IntervalMethod, IntervalRequest, LotState } from '@hengzhun/host-sdk';
import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';
import { readBytes } from '../files.js';

export interface IntervalOptions {
  readonly method?: 'interval-test' | 'staircase';
  /** Interval until now, days. */
  readonly days?: number;
  /** JSON file with a method and what it looks at. */
  readonly request?: string;
}

/** One field: a number, a list of numbers, or a list of objects with numbers; `?` after its name: it may be absent. */
type Fields = Readonly<Record<string, 'number' | 'numbers' | readonly string[]>>;

const shapes: Readonly<Record<IntervalMethod, Fields>> = {
  staircase: { days: 'number', worst: 'number' },
  'control-chart': {
    ...{ days: 'number', changes: ['days', 'change'], start: 'number', uncertainty: 'number' },
    ...{ 'lower?': 'number', 'upper?': 'number', order: 'number' },
  },
  'in-use-time': { days: 'number', use: 'number', checks: 'number', conforming: 'number', usePerDay: 'numbers' },
  'in-service-checking': { days: 'number', checks: ['days', 'ratio', 'uncertainty'] },
  'interval-test': { days: 'number', checks: 'number', conforming: 'number' },
  reliability: { days: 'number', groups: ['days', 'checks', 'conforming'] },
};
const mostItems = 100_000;

/**
 * What an interval is adjusted by: the lot's own sample (interval test: how many conform; staircase: the worst of them), or a file with a request
 * for any method.
 * @throws {ToolError} `tool-missing-option`, `tool-bad-json`
 */
export function intervalRequest(options: IntervalOptions, { results }: LotState): IntervalRequest {
  const { method, days, request } = options;
  if (request !== undefined) return readRequest(request);
  if (method === undefined || days === undefined) {
    throw new ToolError('tool-missing-option', { what: method === undefined ? '--method' : '--days' }, exitCode.usage);
  }
  if (method === 'staircase') return { method, days, worst: Math.max(0, ...results.map(({ worst }) => worst)) };
  const conforming = results.filter(({ nonconforming }) => !nonconforming).length;
  return { method, days, checks: results.length, conforming };
}

/** The fields of its method and no others: the request goes into the ledger. Their values are the method's to judge. */
function readRequest(path: string): IntervalRequest {
  const bad = (reason: string, cause?: unknown) => new ToolError('tool-bad-json', { path, reason }, exitCode.io, cause);
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(readBytes(path, 10_000_000).toString('utf8')) as Record<string, unknown>;
  } catch (cause) {
    if (cause instanceof ToolError) throw cause;
    throw bad((cause as Error).message, cause);
  }
  const method = value?.method;
  if (typeof method !== 'string' || !Object.hasOwn(shapes, method))
    throw bad(`method: ${Object.keys(shapes).join(', ')}`);
  const shape = shapes[method as IntervalMethod];
  const known = new Set(['method', ...Object.keys(shape).map((name) => name.replace('?', ''))]);
  for (const name of Object.keys(value)) if (!known.has(name)) throw bad(`${name.slice(0, 40)}: ?`);
  for (const [name, form] of Object.entries(shape)) {
    const field = value[name.replace('?', '')];
    if (field === undefined && name.endsWith('?')) continue;
    if (!fits(field, form))
      throw bad(`${name.replace('?', '')}: ${typeof form === 'string' ? form : `[{ ${form.join(', ')} }]`}`);
  }
  return value as unknown as IntervalRequest;
}

function fits(value: unknown, form: Fields[string]): boolean {
  if (form === 'number') return typeof value === 'number';
  if (!Array.isArray(value) || value.length > mostItems) return false;
  if (form === 'numbers') return value.every((one) => typeof one === 'number');
  return value.every((one: unknown) => {
    if (typeof one !== 'object' || one === null || Object.keys(one).length !== form.length) return false;
    return form.every((name) => typeof (one as Record<string, unknown>)[name] === 'number');
  });
}
