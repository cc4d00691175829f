import type { Bilingual } from '@hengzhun/host-sdk';

/** A code with its words. */
export interface Named {
  readonly name: string;
  readonly text: Bilingual;
}

type Words = Readonly<Record<string, Bilingual>>;

/** A code of a table with its words; a code that the table does not have stands for itself. */
export function named(words: Words, name: string): Named {
  const text = Object.hasOwn(words, name) ? words[name]! : { zh: name, en: name };
  return { name, text: { zh: text.zh, en: text.en } };
}

export const allNamed = (words: Words): Named[] => Object.keys(words).map((name) => named(words, name));

export const suspicionSourceText: Words = {
  'status-evaluation': { zh: '状态评价', en: 'status evaluation' },
  complaint: { zh: '投诉举报', en: 'complaint' },
  inspection: { zh: '监督检查', en: 'inspection' },
  sampling: { zh: '抽样检定', en: 'sampling verification' },
  'covert-inspection': { zh: '暗访', en: 'covert inspection' },
};
