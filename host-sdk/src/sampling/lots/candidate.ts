import { SdkError } from '../../errors.js';
import { type Level, levelText } from '../../evaluation/levels.js';

/** An instrument that may belong to a lot 批, as registry and status evaluation know it when lots are built. */
export interface LotCandidate {
  /** UEID, lower-case hex. */
  readonly ueid: string;
  /** Model 型号. */
  readonly model: string;
  /** Number of the type approval 型式批准, where the register has it. */
  readonly typeApproval?: string;
  readonly maker: string;
  /** Date of manufacture, ISO 8601: a year, a month or a day. */
  readonly manufactured?: string;
  /** The maker's batch 生产批号. */
  readonly batch?: string;
  readonly region: string;
  /** Level of the status evaluation 状态评价 at this moment. */
  readonly level: Level;
  /** Probability, 0…1, of being out of tolerance that the evaluation states at this moment. */
  readonly probability?: number;
}

const UEID = /^(?:[0-9a-f]{2}){1,33}$/;
const DATE = /^\d{4}(?:-\d{2}(?:-\d{2})?)?$/;
/** One word of a commitment's line: nothing that ends a line or a word. */
const WORD = /^[^\p{C}\p{Z}]{1,100}$/u;
/** A line of text: nothing that ends it, or begins or ends with a space. */
const LINE = /^(?! )[^\p{C}\p{Zl}\p{Zp}]{0,200}(?<! )$/u;
const MOST = 1_000_000;

/**
 * @returns the candidates sorted by UEID
 * @throws {SdkError} `sampling-bad-lot` with the first one that cannot be
 */
export function checkCandidates(candidates: readonly LotCandidate[]): LotCandidate[] {
  if (candidates.length > MOST) throw badLot(`At most ${MOST} instruments are dealt with at once.`);
  for (const one of candidates) {
    const wrong = problem(one);
    if (wrong !== undefined) throw badLot(`Instrument ${JSON.stringify(String(one?.ueid).slice(0, 80))}: ${wrong}.`);
  }
  const sorted = [...candidates].sort((a, b) => (a.ueid < b.ueid ? -1 : 1));
  const twice = sorted.find((one, index) => one.ueid === sorted[index + 1]?.ueid);
  if (twice !== undefined) throw badLot(`${twice.ueid} is there twice.`);
  return sorted;
}

function problem(one: LotCandidate): string | undefined {
  if (typeof one?.ueid !== 'string' || !UEID.test(one.ueid)) return 'its UEID is not lower-case hex';
  for (const name of ['model', 'maker', 'region'] as const) {
    if (typeof one[name] !== 'string' || one[name] === '') return `it has no ${name}`;
  }
  for (const name of ['model', 'maker', 'typeApproval', 'batch'] as const) {
    const value = one[name];
    if (value !== undefined && (typeof value !== 'string' || !LINE.test(value))) {
      return `its ${name} is no line of up to 200 characters`;
    }
  }
  if (!WORD.test(one.region)) return 'its region is no single word of up to 100 characters';
  if (one.manufactured !== undefined && !DATE.test(one.manufactured)) {
    return 'its date of manufacture is no date of the form 2024, 2024-05 or 2024-05-17';
  }
  if (!Object.hasOwn(levelText, one.level)) return 'its level is none';
  const { probability } = one;
  if (probability !== undefined && !(probability >= 0 && probability <= 1)) {
    return 'its probability does not lie between 0 and 1';
  }
  return undefined;
}

/** A `sampling-bad-lot` with what is wrong. */
export const badLot = (message: string): SdkError => new SdkError('sampling-bad-lot', message);
