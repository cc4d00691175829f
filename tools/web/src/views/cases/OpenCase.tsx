import { App, Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { post } from '../../api/client.js';
import { type ApiError, asApiError } from '../../api/errors.js';
import { useResource } from '../../api/resource.js';
import type { CaseTaken, CaseWordsAnswer, InstrumentDetail, OpenCaseRequest } from '../../api/types.js';
import { ChoiceField, Field, TextField } from '../../components/fields.js';
import { InstrumentPicker } from '../../components/InstrumentPicker.js';
import { newKey } from '../../components/new-key.js';
import { Card } from '../../components/View.js';
import { useWords } from '../../language/language.js';
import { CaseError } from './CaseError.js';

/** The form that opens a case, or merges a suspicion into the open case of the instrument. */
export function OpenCase({
  instrument,
  words,
  onClose,
}: {
  instrument: string | undefined;
  words: CaseWordsAnswer | undefined;
  onClose: () => void;
}) {
  const { t, say } = useWords();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState(instrument);
  const [source, setSource] = useState<string | undefined>(undefined);
  const [reason, setReason] = useState('');
  const [region, setRegion] = useState<string | undefined>(undefined);
  const [judge, setJudge] = useState(true);
  const [key] = useState(newKey);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | undefined>(undefined);
  const detail = useResource<InstrumentDetail>(chosen === undefined ? undefined : `/instruments/${chosen}`);
  const responsible = region ?? detail.value?.region ?? '';

  const send = async () => {
    setBusy(true);
    setError(undefined);
    const request: OpenCaseRequest = {
      key,
      instrument: chosen!,
      source: source as OpenCaseRequest['source'],
      region: responsible,
      judge,
      ...(reason.trim() !== '' && { reason: reason.trim() }),
    };
    try {
      const { id, outcome } = await post<CaseTaken>('/cases', request);
      message.success(t(outcome === 'taken' ? 'cases.opened' : 'cases.merged', { id }));
      await navigate(`/cases/${encodeURIComponent(id)}`);
    } catch (fault) {
      setError(asApiError(fault));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Card title={t('cases.new')}>
      <form
        className="hz-stack"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {error && <CaseError error={error} />}
        <div className="hz-row" style={{ alignItems: 'flex-end' }}>
          <Field label={t('cases.instrument')} grow>
            {(id) => <InstrumentPicker id={id} value={chosen} onChange={setChosen} />}
          </Field>
          <ChoiceField
            label={t('cases.source')}
            value={source}
            width={220}
            options={(words?.sources ?? []).map(({ name, text }) => ({ value: name, label: say(text) }))}
            onChange={setSource}
          />
          <TextField label={t('cases.responsible')} value={responsible} width={180} onChange={setRegion} />
        </div>
        <Field label={t('cases.reason')}>
          {(id) => (
            <Input.TextArea
              id={id}
              value={reason}
              maxLength={2000}
              autoSize={{ minRows: 2 }}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <Checkbox checked={judge} onChange={(event) => setJudge(event.target.checked)}>
          {t('cases.judge')}
        </Checkbox>
        <div className="hz-row">
          <Button
            type="primary"
            htmlType="submit"
            loading={busy}
            disabled={chosen === undefined || source === undefined || responsible.trim() === ''}
          >
            {t('cases.send')}
          </Button>
          <Button onClick={onClose}>{t('cases.cancel')}</Button>
        </div>
      </form>
    </Card>
  );
}
