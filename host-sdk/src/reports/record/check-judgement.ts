import type { KeyObject } from 'node:crypto';
import { checkFrames } from '../../case-file/checks/check-frames.js';
import { type Finding, Findings } from '../../case-file/finding.js';
import { SdkError } from '../../errors.js';
import { judgementRecomputer, judgementSubject } from '../../judgement/judgement-entry.js';
import { asJson } from '../../ledger/as-json.js';
import { canonicalJson } from '../../ledger/canonical-json.js';
import { EvidenceMissing } from '../../ledger/replay/recomputer.js';
import { ruleSetNamed } from '../../rules/rule-sets.js';
import type { InspectionRecord } from './inspection-record.js';
import type { JudgementMember } from './judgement-member.js';
import { MemberEvidence, noEntry } from './member-evidence.js';

/** Makes the judgement of a record again from its members, by the rule sets that it names. @param frames evidence of the judgement, as received */
export async function checkJudgement(
  record: InspectionRecord,
  member: JudgementMember,
  frames: readonly Uint8Array[],
  publicKey: KeyObject,
): Promise<readonly Finding[]> {
  const findings = new Findings();
  const { judgement, basis } = member;
  const unknown = judgement.rules.filter((name) => ruleSetNamed(name) === undefined);
  if (judgement.instrument !== record.instrument.ueid || judgement.at !== record.madeAt) {
    findings.bad('decision', 'judgement-foreign', {
      zh: '评价不是对该器具、该时刻作出的',
      en: 'The judgement is of another instrument, or of another moment',
    });
  } else if (unknown.length > 0) {
    findings.bad('rules', 'rules-unknown', {
      zh: `本程序不认识规则集 ${unknown.join('、')}`,
      en: `This program does not know the rule sets ${unknown.join(', ')}`,
    });
  } else if (!member.complete) {
    findings.note('decision', 'judgement-incomplete', {
      zh: '评价所依据的证据过多，未全部附于本记录，未能重算：请用案卷或台账核验',
      en: 'The judgement rests on more evidence than a record holds, so that it was not made again here: use a case file or the ledger',
    });
  } else {
    // What counts as evidence must be the instrument's own word: those frames hold under its key as well.
    const own = { publicKey, enrolledAt: record.key.enrolledAt, frames: frames.filter((one) => named(one, record)) };
    if (own.frames.length > 0) tellFrames(own, record.key.kid, findings);
    const { body, fault } = await again(member, record, frames);
    const count = basis.taken.length;
    if (fault !== undefined) {
      findings.bad('decision', 'judgement-not-recomputed', {
        zh: `评价不能由所附证据重算（${fault}）`,
        en: `The judgement cannot be made again from the evidence here: ${fault}`,
      });
    } else if (canonicalJson(asJson(body)) === canonicalJson(asJson({ judgement, basis }))) {
      findings.good('decision', 'judgement-recomputed', {
        zh: `评价已由所附 ${count} 项证据按规则 ${judgement.rules.join('、')} 重算，逐字相同`,
        en: `Made again from the ${count} pieces of evidence here by ${judgement.rules.join(', ')}, the judgement is the same in every word`,
      });
    } else {
      findings.bad('decision', 'judgement-different', {
        zh: '由所附证据重算，评价不同',
        en: 'Made again from the evidence here, the judgement is another one',
      });
    }
  }
  return findings.list;
}

/** As frames are always told, save that an excerpt has gaps. */
function tellFrames(own: Parameters<typeof checkFrames>[0], kid: string, findings: Findings): void {
  const found = new Findings();
  checkFrames(own, kid, found);
  for (const { part, code, verdict, text, about } of found.list) {
    if (code === 'frames-with-gaps') continue;
    const said = { zh: `评价的证据：${text.zh}`, en: `Evidence of the judgement: ${text.en}` };
    findings[verdict](part, code, said, about);
  }
}

async function again(
  { judgement, basis, ...member }: JudgementMember,
  { instrument }: InspectionRecord,
  frames: readonly Uint8Array[],
): Promise<{ body?: unknown; fault?: string }> {
  const entry = {
    ...noEntry,
    ...{ number: 2, kind: 'judgement', subject: judgementSubject(instrument.ueid), at: judgement.at },
    ...{ rules: judgement.rules.join(' '), body: asJson({ judgement, basis }) },
  };
  try {
    return {
      body: await judgementRecomputer.recompute(
        undefined,
        entry,
        new MemberEvidence({ judgement, basis, ...member }, frames),
      ),
    };
  } catch (cause) {
    if (cause instanceof EvidenceMissing || cause instanceof SdkError)
      return { fault: cause.message.replace(/\.$/, '') };
    throw cause;
  }
}

/** Frames of earlier keys are evidence, too; only those of the key of this record can be proved here. */
const named = (bytes: Uint8Array, { key }: InspectionRecord): boolean =>
  Buffer.from(bytes.subarray(8, 16)).toString('hex') === key.kid;
