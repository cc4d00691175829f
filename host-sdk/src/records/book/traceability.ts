import { SdkError } from '../../errors.js';
import type { Bilingual } from '../../evaluation/levels.js';
import { endOfShanghaiDate } from '../../shanghai-date.js';
import type { ReferenceStandard, StandardCertificate } from '../kinds/reference-standard.js';
import { certificateAt } from './certificate-at.js';

const problemText = {
  missing: { zh: '当时没有证书记录', en: 'no certificate for that time is on record' },
  expired: { zh: '证书已过有效期', en: 'no certificate was valid' },
  unknown: { zh: '上级标准器没有记录', en: 'the standard above is not on record' },
  circular: { zh: '溯源链成环', en: 'the chain leads back to itself' },
  'smaller-uncertainty': {
    zh: '不确定度小于上级标准器',
    en: 'its relative uncertainty is smaller than that of the standard that it was calibrated with',
  },
} as const satisfies Record<string, Bilingual>;

/** What breaks a chain, or makes it doubtful. */
export interface TraceabilityProblem {
  readonly code: keyof typeof problemText;
  /** Identifier of the standard. */
  readonly standard: string;
  readonly text: Bilingual;
}

/** A chain of calibrations, from a standard in use upwards. */
export interface Traceability {
  readonly links: readonly { readonly standard: string; readonly certificate: StandardCertificate }[];
  /** Who issued the last certificate: the chain leaves these records there, and whether to believe him is for people. */
  readonly endsAt: string | undefined;
  readonly problems: readonly TraceabilityProblem[];
}

/**
 * Follows the certificates of a standard upwards: each one must have been valid when the one below it was issued.
 *
 * @param at when the standard was used, ms since 1970
 * @throws {SdkError} `record-unknown`: there is no such standard
 */
export async function traceability(
  standard: string,
  at: number,
  find: (id: string) => Promise<ReferenceStandard | undefined>,
): Promise<Traceability> {
  const links: Traceability['links'][number][] = [];
  const problems: TraceabilityProblem[] = [];
  const problem = (code: TraceabilityProblem['code'], id: string) =>
    problems.push({ code, standard: id, text: problemText[code] });
  let next: string | undefined = standard;
  let moment = at;
  let below: { relative: number; standard: ReferenceStandard } | undefined;
  while (next !== undefined) {
    const id: string = next;
    const found = await find(id);
    if (found === undefined) {
      if (id === standard) {
        throw new SdkError('record-unknown', `There is no standard ${id.slice(0, 64)} on record.`, {
          record: id.slice(0, 64),
        });
      }
      problem('unknown', id);
      break;
    }
    if (links.some((link) => link.standard === id)) {
      problem('circular', id);
      break;
    }
    const held = certificateAt(found, moment);
    if (held.state !== 'valid') {
      problem(held.state, id);
      break;
    }
    const { certificate } = held;
    links.push({ standard: id, certificate });
    const relative = certificate.expandedUncertainty / certificate.coverageFactor / certificate.value;
    // Only between standards of one value: a set of weights is calibrated from a single one, and then other ratios hold.
    if (below !== undefined && below.standard.nominal === found.nominal && below.relative < relative) {
      problem('smaller-uncertainty', below.standard.id);
    }
    below = { relative, standard: found };
    next = certificate.parent;
    // The last moment of the day of issue: a certificate of the same day counts.
    moment = endOfShanghaiDate(certificate.issued) - 1;
  }
  const complete = problems.every(({ code }) => code === 'smaller-uncertainty');
  return { links, endsAt: complete ? links.at(-1)?.certificate.issuer : undefined, problems };
}
