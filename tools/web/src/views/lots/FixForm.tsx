import { App, Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { post } from '../../api/client.js';
import { type ApiError, asApiError } from '../../api/errors.js';
import type { FixLotRequest, LotAnswer, LotRulesAnswer, ProposalsAnswer } from '../../api/types.js';
import { useSession } from '../../app/session.js';
import { parseDecimal } from '../../components/decimal.js';
import { ChoiceField, DecimalField, TextField } from '../../components/fields.js';
import { ErrorState, Notice } from '../../components/states.js';
import { Card } from '../../components/View.js';
import { useWords } from '../../language/language.js';
import { commonText } from './NewLotView.js';

const plans = ['single', 'double', 'sequential'] as const;
type Plan = (typeof plans)[number];

/** Everything that decides a lot, fixed before anything is drawn. */
export function FixForm({
  proposal,
  rules,
  decisions,
}: {
  proposal: ProposalsAnswer['lots'][number];
  rules: string;
  decisions: LotRulesAnswer['decisions'];
}) {
  const { t, say } = useWords();
  const { message } = App.useApp();
  const { session } = useSession();
  const navigate = useNavigate();
  const divided = proposal.strata.length > 1;
  const [id, setId] = useState(`${new Date().toISOString().slice(0, 10)}-1`);
  const [plan, setPlan] = useState<Plan>('single');
  const [size, setSize] = useState('60');
  const [allocation, setAllocation] = useState<'proportional' | 'neyman'>('proportional');
  const [decision, setDecision] = useState<string | undefined>(undefined);
  const [source, setSource] = useState('');
  const [notBefore, setNotBefore] = useState('');
  const [reserve, setReserve] = useState('20');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | undefined>(undefined);
  const when = Date.parse(`${notBefore}T00:00:00+08:00`);
  const sample = parseDecimal(size);
  const share = parseDecimal(reserve, -2);
  const complete =
    id.trim() !== '' &&
    /^[!-~][ -~]*$/.test(source.trim()) &&
    Number.isFinite(when) &&
    (!divided || sample !== undefined);

  const send = async () => {
    setBusy(true);
    setError(undefined);
    const request: FixLotRequest = {
      id: id.trim(),
      rules,
      common: proposal.common,
      part: proposal.part,
      randomness: { source: source.trim(), notBefore: when },
      ...(divided ? { sample: { size: sample!, allocation } } : { plan }),
      ...(decision !== undefined && { decision }),
      ...(share !== undefined && { reserve: share }),
    };
    try {
      const lot = await post<LotAnswer>('/lots', request);
      message.success(t('newLot.fixed', { id: lot.summary.id }));
      await navigate(`/lots/${encodeURIComponent(lot.summary.id)}`);
    } catch (fault) {
      setError(asApiError(fault));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Card title={`${t('newLot.fix')}: ${commonText(proposal.common)}`}>
      <form
        className="hz-stack"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {error && <ErrorState error={error} />}
        {!session?.person && <Notice tone="unknown">{t('session.readOnly')}</Notice>}
        <div className="hz-row" style={{ alignItems: 'flex-start' }}>
          <TextField label={t('newLot.id')} value={id} onChange={setId} />
          {divided ? (
            <>
              <DecimalField label={t('newLot.sampleSize')} value={size} onChange={setSize} />
              <ChoiceField
                label={t('newLot.allocation')}
                value={allocation}
                width={280}
                options={(['proportional', 'neyman'] as const).map((value) => ({ value, label: t(`newLot.${value}`) }))}
                onChange={(next) => setAllocation(next ?? 'proportional')}
              />
            </>
          ) : (
            <ChoiceField<Plan>
              label={t('newLot.how')}
              value={plan}
              options={plans.map((value) => ({ value, label: t(`plan.kind.${value}`) }))}
              onChange={(next) => setPlan(next ?? 'single')}
            />
          )}
          <ChoiceField
            label={t('newLot.decision')}
            value={decision}
            width={300}
            empty={t('newLot.decisionDefault')}
            options={[
              ...decisions.map((one) => ({ value: one.name, label: `${one.name} · ${say(one.source)}` })),
              { value: 'none', label: t('newLot.decisionNone') },
            ]}
            onChange={setDecision}
          />
        </div>
        <div className="hz-row" style={{ alignItems: 'flex-start' }}>
          <TextField
            label={t('newLot.source')}
            value={source}
            width={420}
            hint={t('newLot.sourceHint')}
            onChange={setSource}
          />
          <TextField label={t('newLot.notBefore')} type="date" value={notBefore} onChange={setNotBefore} />
          <DecimalField label={t('newLot.reserve')} value={reserve} onChange={setReserve} />
        </div>
        <div>
          <Button type="primary" htmlType="submit" loading={busy} disabled={!complete || !session?.person}>
            {t('newLot.fix')}
          </Button>
        </div>
      </form>
    </Card>
  );
}
