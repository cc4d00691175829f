import type { Verdict, VerifyAnswer, VerifyFinding } from '../../api/types.js';
import { ToneTag } from '../../components/LevelTag.js';
import { countText } from '../../components/numbers.js';
import { Card, Facts } from '../../components/View.js';
import { useWords } from '../../language/language.js';
import type { Tone } from '../../theme/tokens.js';
import { Chains } from './Chains.js';

const verdictTone: Record<Verdict['verdict'], Tone> = { good: 'good', bad: 'bad', unproved: 'notice' };
const findingTone: Record<VerifyFinding['verdict'], Tone> = { good: 'good', bad: 'bad', note: 'unknown' };

/** The two verdicts side by side, each with its findings; then the file itself. */
export function VerifyResult({ answer }: { answer: VerifyAnswer }) {
  const { t, say, language } = useWords();
  return (
    <div className="hz-stack" style={{ gap: 16 }}>
      <div className="hz-grid">
        <VerdictCard title={t('verify.signature')} ask={t('verify.signatureAsk')} verdict={answer.signature} />
        <VerdictCard title={t('verify.rules')} ask={t('verify.rulesAsk')} verdict={answer.rules} />
      </div>
      <Card title={t('verify.file')}>
        <Facts
          rows={[
            [t('verify.name'), answer.name],
            [t('verify.kind'), say(answer.kindText)],
            [t('verify.subject'), say(answer.subject)],
            [t('verify.size'), t('verify.sizeText', { n: countText(answer.size, language) })],
            ['SHA-256', <span className="hz-mono">{answer.sha256}</span>],
            ...answer.facts.map(({ name, value }) => [say(name), value] as const),
          ]}
        />
      </Card>
      {answer.chains.length > 0 && <Chains chains={answer.chains} />}
    </div>
  );
}

function VerdictCard({ title, ask, verdict }: { title: string; ask: string; verdict: Verdict }) {
  const { t, say } = useWords();
  return (
    <Card title={title} extra={<ToneTag tone={verdictTone[verdict.verdict]}>{t(`verify.${verdict.verdict}`)}</ToneTag>}>
      <p className="hz-soft" style={{ marginTop: 0 }}>
        {ask}
      </p>
      <p>
        <strong>{say(verdict.text)}</strong>
      </p>
      <ul className="hz-reasons">
        {verdict.findings.map((finding) => (
          <li key={`${finding.code} ${finding.about} ${finding.text.en}`}>
            <ToneTag tone={findingTone[finding.verdict]}>{t(`verify.finding.${finding.verdict}`)}</ToneTag>
            <div>
              {say(finding.text)}
              {finding.about !== '' && (
                <div className="hz-mono hz-soft">{t('verify.about', { what: finding.about })}</div>
              )}
            </div>
          </li>
        ))}
      </ul>
      {verdict.left > 0 && <p className="hz-soft">{t('verify.left', { n: verdict.left })}</p>}
    </Card>
  );
}
