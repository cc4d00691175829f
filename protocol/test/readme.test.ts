import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import * as protocol from '../src/index.js';

const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;

it('the example of the README prints what the README says', async () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const [, example] = /```js\n([\s\S]*?)```/.exec(readme)!;
  const [, expected] = /```text\n([\s\S]*?)```/.exec(readme)!;
  const modules: Record<string, unknown> = {
    '@hengzhun/protocol': protocol,
    'node:crypto': await import('node:crypto'),
  };
  // The imports become destructuring: nothing else about the example is changed.
  const code = example!.replace(/import (\{[^}]*\}) from ('[^']*');/g, 'const $1 = modules[$2];');
  const lines: string[] = [];
  const log = (...values: unknown[]) => {
    lines.push(
      values.map((value) => (typeof value === 'string' ? value : inspect(value, { breakLength: 120 }))).join(' '),
    );
  };
  await new AsyncFunction('modules', 'console', 'Buffer', code)(modules, { log }, Buffer);
  expect(`${lines.join('\n')}\n`).toBe(expected);
});
