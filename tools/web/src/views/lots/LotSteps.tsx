import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { post } from '../../api/client.js';
import { type ApiError, asApiError } from '../../api/errors.js';
import type { LotAnswer, ResultsAnswer } from '../../api/types.js';
import { Field } from '../../components/fields.js';
import { ErrorState, Notice } from '../../components/states.js';
import { Card } from '../../components/View.js';
import { useWords } from '../../language/language.js';

/** What may be done with a lot now: the draw, results, the decision, the audit; and what stands against each. */
export function LotSteps({ lot, onChanged }: { lot: LotAnswer; onChanged: (lot: LotAnswer) => void }) {
  const { t, say } = useWords();
  const { message } = App.useApp();
  const [busy, setBusy] = useState<string | undefined>(undefined);
  const [error, setError] = useState<ApiError | undefined>(undefined);
  const [refused, setRefused] = useState<ResultsAnswer['results']>([]);
  const base = `/lots/${encodeURIComponent(lot.summary.id)}`;

  const run = async (step: string, work: () => Promise<void>) => {
    setBusy(step);
    setError(undefined);
    setRefused([]);
    try {
      await work();
    } catch (fault) {
      setError(asApiError(fault));
    } finally {
      setBusy(undefined);
    }
  };
  const draw = (randomness: string) =>
    run('draw', async () => {
      onChanged(await post<LotAnswer>(`${base}/draw`, { randomness }));
      message.success(t('lot.drawDone'));
    });
  const results = (verifications: string[]) =>
    run('results', async () => {
      const answer = await post<ResultsAnswer>(`${base}/results`, { verifications });
      onChanged(answer.lot);
      const taken = answer.results.filter(({ outcome }) => outcome === 'taken').length;
      setRefused(answer.results.filter(({ outcome }) => outcome === 'refused'));
      message.info(t('lot.resultsTaken', { taken, refused: answer.results.length - taken }));
    });
  const plain = (step: 'decision' | 'audit') =>
    run(step, async () => onChanged(await post<LotAnswer>(`${base}/${step}`)));

  const offered = lot.next.filter(({ step }) => step !== 'unreached' && step !== 'interval');
  if (offered.length === 0) return null;
  return (
    <Card title={t('lot.next')}>
      <div className="hz-stack">
        {error && <ErrorState error={error} />}
        {refused.map((one) => (
          <Notice key={one.verification} tone="bad" title={one.verification}>
            {one.message ? say(one.message) : one.code}
          </Notice>
        ))}
        {offered.map(({ step, allowed, why }) => (
          <div key={step} className="hz-stack" style={{ gap: 4 }}>
            {!allowed && why && (
              <div className="hz-soft">
                <strong>{t(stepTitle[step])}</strong>: {say(why)}
              </div>
            )}
            {allowed && step === 'draw' && (
              <TextStep
                title={t('lot.draw')}
                text={t('lot.drawText')}
                label={t('lot.drawValue')}
                busy={busy === step}
                onSend={draw}
              />
            )}
            {allowed && step === 'results' && (
              <TextStep
                title={t('lot.results')}
                label={t('lot.resultsText')}
                busy={busy === step}
                several
                onSend={(text) =>
                  results(
                    text
                      .split(/\s+/)
                      .map((one) => one.trim())
                      .filter((one) => one !== ''),
                  )
                }
              />
            )}
            {allowed && (step === 'decision' || step === 'audit') && (
              <div>
                <Button type="primary" loading={busy === step} onClick={() => void plain(step)}>
                  {t(stepTitle[step])}
                </Button>
              </div>
            )}
          </div>
        ))}
      </div>
    </Card>
  );
}

const stepTitle = {
  draw: 'lot.draw',
  results: 'lot.results',
  decision: 'lot.decide',
  audit: 'lot.audit',
  unreached: 'lot.unreached',
  interval: 'lot.months',
} as const;

function TextStep({
  title,
  text,
  label,
  busy,
  several,
  onSend,
}: {
  title: string;
  text?: string;
  label: string;
  busy: boolean;
  several?: boolean;
  onSend: (value: string) => Promise<void>;
}) {
  const [value, setValue] = useState('');
  return (
    <form
      className="hz-row"
      style={{ alignItems: 'flex-end' }}
      onSubmit={(event) => {
        event.preventDefault();
        void onSend(several ? value : value.trim()).then(() => setValue(''));
      }}
    >
      <Field label={label} hint={text} grow>
        {(id) =>
          several ? (
            <Input.TextArea
              id={id}
              value={value}
              autoSize={{ minRows: 2 }}
              onChange={(event) => setValue(event.target.value)}
            />
          ) : (
            <Input id={id} value={value} autoComplete="off" onChange={(event) => setValue(event.target.value)} />
          )
        }
      </Field>
      <Button type="primary" htmlType="submit" loading={busy} disabled={value.trim() === ''}>
        {title}
      </Button>
    </form>
  );
}
