import { useEffect, useMemo, useState } from 'react';
import { post } from '../../api/client.js';
import { type ApiError, asApiError } from '../../api/errors.js';
import type { PlanAnswer, PlanKind } from '../../api/types.js';
import { ChoiceField, DecimalField } from '../../components/fields.js';
import { ErrorState, Loading, Notice } from '../../components/states.js';
import { useDebounced } from '../../components/use-debounced.js';
import { Card } from '../../components/View.js';
import { useWords } from '../../language/language.js';
import { PlanCurves } from './PlanCurves.js';
import { type PlanTexts, planRequest } from './plan-request.js';

const kinds: readonly PlanKind[] = ['single', 'double', 'sequential', 'variables'];
const numbers = ['producerQuality', 'producerRisk', 'consumerQuality', 'consumerRisk'] as const;

/** Stated risks, and at once the plan that keeps them with its curves. */
export function PlanForm() {
  const { t } = useWords();
  const [texts, setTexts] = useState<PlanTexts>({
    kind: 'single',
    lotSize: '500',
    producerQuality: '1',
    producerRisk: '5',
    consumerQuality: '7',
    consumerRisk: '5',
  });
  const [answer, setAnswer] = useState<PlanAnswer | undefined>(undefined);
  const [error, setError] = useState<ApiError | undefined>(undefined);
  const request = useMemo(() => planRequest(texts), [texts]);
  const settled = useDebounced(request === undefined ? '' : JSON.stringify(request), 250);

  useEffect(() => {
    if (settled === '') return;
    const abort = new AbortController();
    post<PlanAnswer>('/plans', JSON.parse(settled), abort.signal).then(
      (next) => {
        setAnswer(next);
        setError(undefined);
      },
      (fault) => {
        if (!abort.signal.aborted) setError(asApiError(fault));
      },
    );
    return () => abort.abort();
  }, [settled]);

  return (
    <Card title={t('lots.plan')}>
      <div className="hz-stack">
        <p className="hz-soft" style={{ margin: 0 }}>
          {t('lots.planLead')}
        </p>
        <div className="hz-row" style={{ alignItems: 'flex-end' }}>
          <ChoiceField<PlanKind>
            label={t('plan.kind')}
            value={texts.kind}
            width={150}
            options={kinds.map((value) => ({ value, label: t(`plan.kind.${value}`) }))}
            onChange={(kind) => kind && setTexts((before) => ({ ...before, kind }))}
          />
          {(texts.kind === 'single' || texts.kind === 'double') && (
            <DecimalField
              label={t('plan.lotSize')}
              value={texts.lotSize}
              width={180}
              onChange={(lotSize) => setTexts((before) => ({ ...before, lotSize }))}
            />
          )}
          {numbers.map((name) => (
            <DecimalField
              key={name}
              label={t(`plan.${name}`)}
              value={texts[name]}
              width={190}
              onChange={(value) => setTexts((before) => ({ ...before, [name]: value }))}
            />
          ))}
        </div>
        {request === undefined && <Notice tone="notice">{t('plan.incomplete')}</Notice>}
        {error && <ErrorState error={error} />}
        {answer ? <PlanCurves plan={answer} /> : !error && request !== undefined && <Loading rows={6} />}
      </div>
    </Card>
  );
}
