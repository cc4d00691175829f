import { tokenizer } from 'acorn';

/** About the bytes that a module's code takes pretokenised, whatever the names and comments that it has now. */
export function moduleWeight(code: string): number {
  let bytes = 0;
  for (const token of tokenizer(code, { ecmaVersion: 'latest', sourceType: 'module' })) {
    const length = token.end - token.start;
    const { label } = token.type;
    if (label === 'string') bytes += 2 + String((token as { value?: unknown }).value).length;
    else bytes += label === 'name' ? Math.min(length, 2) : label === 'num' ? Math.min(length, 3) : 1;
  }
  return bytes;
}
