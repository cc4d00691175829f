/** A text in both languages, as the server sends what people read. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

export type Language = 'zh' | 'en';
