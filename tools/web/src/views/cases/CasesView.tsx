import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { usePages } from '../../api/pages.js';
import { useResource } from '../../api/resource.js';
import type { CaseSummary, CasesAnswer, CaseWordsAnswer } from '../../api/types.js';
import { useSession } from '../../app/session.js';
import { ChoiceField, TextField } from '../../components/fields.js';
import { Empty, ErrorState, Loading } from '../../components/states.js';
import { useDebounced } from '../../components/use-debounced.js';
import { View } from '../../components/View.js';
import { VirtualTable } from '../../components/VirtualTable.js';
import { useWords } from '../../language/language.js';
import { OpenCase } from './OpenCase.js';
import { useCaseColumns } from './use-case-columns.js';

const states = ['open', 'ended', 'all'] as const;
const deadlines = ['overdue', 'soon'] as const;

/** All cases, filtered by state, phase, deadline and region; a form that opens one. */
export default function CasesView() {
  const { t, say } = useWords();
  const navigate = useNavigate();
  const { session } = useSession();
  const [parameters, setParameters] = useSearchParams();
  const words = useResource<CaseWordsAnswer>('/cases/words');
  const [state, setState] = useState<(typeof states)[number]>('open');
  const [phase, setPhase] = useState<string | undefined>(undefined);
  const [deadline, setDeadline] = useState<(typeof deadlines)[number] | undefined>(undefined);
  const [region, setRegion] = useState(parameters.get('region') ?? '');
  const settledRegion = useDebounced(region.trim());
  const instrument = parameters.get('instrument') ?? undefined;
  const opening = parameters.get('open');

  const query = useMemo(
    () => ({
      state: instrument === undefined ? state : 'all',
      phase,
      deadline,
      region: /^\d{1,6}$/.test(settledRegion) ? settledRegion : undefined,
      instrument,
      limit: 200,
    }),
    [state, phase, deadline, settledRegion, instrument],
  );
  const pages = usePages<CasesAnswer, CaseSummary>(
    '/cases',
    query,
    ({ cases }) => cases,
    ({ next }) => next,
  );
  const columns = useCaseColumns();
  const setOpening = (value: string | null) => setParameters(value === null ? {} : { open: value }, { replace: true });

  return (
    <View
      title={t('cases.title')}
      lead={t('cases.lead')}
      actions={
        <Button type="primary" disabled={!session?.person} onClick={() => setOpening('')}>
          {t('cases.new')}
        </Button>
      }
    >
      {opening !== null && (
        <OpenCase instrument={opening || undefined} words={words.value} onClose={() => setOpening(null)} />
      )}
      <div className="hz-row" style={{ alignItems: 'flex-end' }}>
        <ChoiceField
          label={t('cases.state')}
          value={state}
          width={120}
          options={states.map((value) => ({ value, label: t(`cases.state.${value}`) }))}
          onChange={(next) => setState(next ?? 'open')}
        />
        <ChoiceField
          label={t('cases.phase')}
          value={phase}
          empty={t('cases.anyPhase')}
          width={200}
          options={(words.value?.phases ?? []).map(({ name, text }) => ({ value: name, label: say(text) }))}
          onChange={setPhase}
        />
        <ChoiceField
          label={t('cases.deadline')}
          value={deadline}
          empty={t('cases.anyDeadline')}
          width={160}
          options={deadlines.map((value) => ({ value, label: t(`cases.deadline.${value}`) }))}
          onChange={setDeadline}
        />
        <TextField label={t('cases.region')} value={region} width={120} onChange={setRegion} />
        {instrument !== undefined && (
          <Button onClick={() => setParameters({}, { replace: true })}>
            {t('cases.of')} · {t('cases.clear')}
          </Button>
        )}
      </div>
      {pages.error && <ErrorState error={pages.error} retry={pages.reload} />}
      {pages.first === undefined ? (
        !pages.error && <Loading rows={8} />
      ) : pages.rows.length === 0 ? (
        <Empty title={t('cases.empty')}>{t('cases.emptyText')}</Empty>
      ) : (
        <VirtualTable
          label={t('cases.list')}
          rows={pages.rows}
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={(row) => void navigate(`/cases/${encodeURIComponent(row.id)}`)}
          onNearEnd={pages.more}
        />
      )}
    </View>
  );
}
