import { levelText } from '@hengzhun/host-sdk';
import type { ConsoleContext } from '../../context.js';
import { same } from '../../words.js';
import type { Checked } from './checked.js';
import { fact, momentOf } from './fact.js';
import { shownVerdict } from './shown-verdict.js';
import { trustedKeys } from './trusted-keys.js';

/** A PDF record of a visit: who signed it, and whether what is printed follows from what is attached. Nothing is thrown for a hostile file. */
export async function verifyRecord(bytes: Buffer, context: ConsoleContext): Promise<Checked> {
  // What draws records is loaded when somebody has one.
  const { verifyRecordPdf } = await import('@hengzhun/host-sdk/reports');
  const { signature, rules, office, record: examined } = await verifyRecordPdf(bytes, await trustedKeys(context));
  const verdicts = {
    signature: shownVerdict('signature', signature.verdict, signature.findings),
    rules: shownVerdict('rules', rules.verdict, rules.findings),
  };
  const facts = office === undefined ? [] : [fact('console.verify.fact.office', office)];
  if (examined === undefined) return { ...verdicts, subject: same(office ?? '–'), chains: [], facts };
  const { record, judgement } = examined;
  const { number, instrument, madeAt, madeBy } = record;
  return {
    ...verdicts,
    subject: same(`${number} · ${instrument.serialNumber || instrument.ueid}`),
    chains: [],
    facts: [
      fact('console.verify.fact.subject', number),
      fact('console.verify.fact.instrument', instrument.ueid),
      fact('console.verify.fact.made-at', momentOf(madeAt)),
      fact('console.verify.fact.person', madeBy.person),
      fact('console.verify.fact.authority', madeBy.authority),
      fact('console.verify.fact.level', `${levelText[judgement.level].zh} ${levelText[judgement.level].en}`),
      ...facts,
    ],
  };
}

/** The text of a record's QR code: what the office states, without the evidence. */
export async function verifyStatement(bytes: Buffer, context: ConsoleContext): Promise<Checked> {
  const { verifyRecordStatement } = await import('@hengzhun/host-sdk/reports');
  const text = bytes.toString('latin1').trim();
  const { findings, office, statement } = verifyRecordStatement(text, await trustedKeys(context));
  const facts = office === undefined ? [] : [fact('console.verify.fact.office', office)];
  const signature = shownVerdict(
    'signature',
    findings.some(({ verdict }) => verdict === 'bad') ? 'bad' : 'good',
    findings,
  );
  // It holds conclusions and digests: what they rest on is in the record.
  const rules = shownVerdict(
    'rules',
    'open',
    findings.filter(({ verdict }) => verdict === 'note'),
  );
  if (statement === undefined) return { signature, rules, subject: same(office ?? '–'), chains: [], facts };
  const { record, ueid, level, madeAt } = statement;
  return {
    ...{ signature, rules, subject: same(ueid), chains: [] },
    facts: [
      fact('console.verify.fact.instrument', ueid),
      fact('console.verify.fact.made-at', momentOf(madeAt)),
      fact('console.verify.fact.level', `${levelText[level].zh} ${levelText[level].en}`),
      fact('console.verify.fact.record', record),
      ...facts,
    ],
  };
}
