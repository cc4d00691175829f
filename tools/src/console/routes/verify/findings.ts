import type { Bilingual } from '../../api/common.js';
import type { Verdict, VerifyFinding } from '../../api/verify.js';
import { both } from '../../words.js';

/** A hostile file does not make an answer without end. */
const MOST = 500;

/** Collects findings of one verdict. */
export class VerdictFindings {
  readonly #list: VerifyFinding[] = [];
  #left = 0;
  #bad = false;
  #unproved = false;

  constructor(private readonly of: 'signature' | 'rules') {}

  good(code: string, text: Bilingual, about = ''): void {
    this.#add({ code, verdict: 'good', about, text });
  }
  bad(code: string, text: Bilingual, about = ''): void {
    this.#bad = true;
    this.#add({ code, verdict: 'bad', about, text });
  }
  /** To be known, whatever the verdict is. */
  note(code: string, text: Bilingual, about = ''): void {
    this.#add({ code, verdict: 'note', about, text });
  }
  /** Something that keeps the whole from being proved. */
  unproved(code: string, text: Bilingual, about = ''): void {
    this.#unproved = true;
    this.note(code, text, about);
  }

  #add(finding: VerifyFinding): void {
    if (this.#list.length < MOST) this.#list.push(finding);
    else this.#left++;
  }

  /** `good` takes something that is proved, and nothing that is missing or wrong. */
  verdict(): Verdict {
    const proved = this.#list.some(({ verdict }) => verdict === 'good');
    const verdict = this.#bad ? 'bad' : this.#unproved || !proved ? 'unproved' : 'good';
    return {
      verdict,
      text: both(`console.verify.${this.of}.${verdict}`),
      findings: this.#list,
      left: this.#left,
    };
  }
}
