import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { post } from '../../api/client.js';
import { type ApiError, asApiError } from '../../api/errors.js';
import { useResource } from '../../api/resource.js';
import type { CaseAnswer, CaseNextStep, CaseStepRequest, CaseTaken, CaseWordsAnswer } from '../../api/types.js';
import { ChoiceField, Field, TextField } from '../../components/fields.js';
import { newKey } from '../../components/new-key.js';
import { useWords } from '../../language/language.js';
import { CaseError } from './CaseError.js';
import { Documents } from './Documents.js';
import { noTexts, type StepTexts, stepRequest } from './step-request.js';

/** The fields that a step takes and the documents that it asks for. */
export function StepForm({ of, step, onTaken }: { of: CaseAnswer; step: CaseNextStep; onTaken: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [texts, setTexts] = useState<StepTexts>(noTexts);
  const [documents, setDocuments] = useState<NonNullable<CaseStepRequest['documents']>>([]);
  const [key] = useState(newKey);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | undefined>(undefined);
  const set = (name: keyof StepTexts) => (text: string) => setTexts((before) => ({ ...before, [name]: text }));

  const send = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const taken = await post<CaseTaken>(
        `/cases/${encodeURIComponent(of.summary.id)}/steps`,
        stepRequest(step, of.last, key, texts, documents),
      );
      message.success(taken.outcome === 'taken' ? t('case.taken', { phase: taken.phase }) : t('case.repeated'));
      onTaken();
    } catch (fault) {
      setError(asApiError(fault));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      className="hz-stack hz-step-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {error && <CaseError error={error} />}
      <Fields step={step} texts={texts} set={set} />
      <Documents step={step} documents={documents} onChange={setDocuments} />
      <Field label={t('case.evidence')} hint={t('case.evidenceHint')}>
        {(id) => (
          <Input.TextArea
            id={id}
            value={texts.evidence}
            autoSize={{ minRows: 1 }}
            onChange={(event) => set('evidence')(event.target.value)}
          />
        )}
      </Field>
      <div>
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('case.take')}
        </Button>
      </div>
    </form>
  );
}

function Fields({
  step,
  texts,
  set,
}: {
  step: CaseNextStep;
  texts: StepTexts;
  set: (name: keyof StepTexts) => (text: string) => void;
}) {
  const { t, say } = useWords();
  const all = [...step.fields, ...step.optionalFields];
  const words = useResource<CaseWordsAnswer>(all.includes('source') ? '/cases/words' : undefined);
  if (step.sealsOnPass && !all.includes('seals')) all.push('seals');
  const label = (name: 'reason' | 'seals' | 'inspectors' | 'measurement' | 'source' | 'level') =>
    step.fields.includes(name) ? t(`field.${name}`) : t('field.optional', { name: t(`field.${name}`) });
  const area = (name: 'reason' | 'seals' | 'inspectors') => (
    <Field key={name} label={label(name)}>
      {(id) => (
        <Input.TextArea
          id={id}
          value={texts[name]}
          autoSize={{ minRows: name === 'reason' ? 2 : 1 }}
          onChange={(event) => set(name)(event.target.value)}
        />
      )}
    </Field>
  );
  return (
    <>
      {all.map((name) => {
        switch (name) {
          case 'reason':
          case 'seals':
          case 'inspectors':
            return area(name);
          case 'measurement':
            return (
              <TextField
                key={name}
                label={label(name)}
                value={texts.measurement}
                width={320}
                onChange={set('measurement')}
                hint={step.measurement?.kinds.map(({ text }) => say(text)).join(' / ')}
              />
            );
          case 'source':
            return (
              <ChoiceField
                key={name}
                label={label(name)}
                value={texts.source === '' ? undefined : texts.source}
                width={240}
                options={(words.value?.sources ?? []).map((one) => ({ value: one.name, label: say(one.text) }))}
                onChange={(next) => set('source')(next ?? '')}
              />
            );
          case 'removal':
            return (
              <div key={name} className="hz-row">
                <TextField label={t('field.removalKid')} value={texts.removalKid} onChange={set('removalKid')} />
                <TextField label={t('field.removalFrom')} value={texts.removalFrom} onChange={set('removalFrom')} />
              </div>
            );
          case 'replacement':
            return (
              <div key={name} className="hz-row">
                <TextField
                  label={t('field.replacementInstrument')}
                  value={texts.replacementInstrument}
                  width={320}
                  onChange={set('replacementInstrument')}
                />
                <TextField
                  label={t('field.replacementKid')}
                  value={texts.replacementKid}
                  onChange={set('replacementKid')}
                />
              </div>
            );
          case 'destination':
            return (
              <div key={name} className="hz-row">
                <TextField
                  label={t('field.destinationAuthority')}
                  value={texts.destinationAuthority}
                  onChange={set('destinationAuthority')}
                />
                <TextField
                  label={t('field.destinationRegion')}
                  value={texts.destinationRegion}
                  onChange={set('destinationRegion')}
                />
              </div>
            );
          case 'level':
            return <TextField key={name} label={label(name)} value={texts.level} width={120} onChange={set('level')} />;
          default:
            // Instrument and jurisdiction belong to opening a case, which has a form of its own.
            return null;
        }
      })}
    </>
  );
}
