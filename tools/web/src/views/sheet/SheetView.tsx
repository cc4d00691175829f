import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useResource } from '../../api/resource.js';
import type { DraftAnswer, Procedure, ProcedureName, ProceduresAnswer } from '../../api/types.js';
import { ChoiceField, Field } from '../../components/fields.js';
import { InstrumentPicker } from '../../components/InstrumentPicker.js';
import { ErrorState, Loading, Notice, Shown } from '../../components/states.js';
import { View } from '../../components/View.js';
import { useWords } from '../../language/language.js';
import { GuidedSheet } from './GuidedSheet.js';

/** The guided check: an instrument of the register, or a trial; the procedure follows from its kind. */
export default function SheetView() {
  const { t } = useWords();
  const procedures = useResource<ProceduresAnswer>('/sheets');
  return (
    <View title={t('sheet.title')} lead={t('sheet.lead')}>
      <Shown of={procedures} rows={10}>
        {({ procedures: list }) => <ChooseSheet procedures={list} />}
      </Shown>
    </View>
  );
}

function ChooseSheet({ procedures }: { procedures: readonly Procedure[] }) {
  const { t, say } = useWords();
  const [parameters, setParameters] = useSearchParams();
  const instrument = parameters.get('instrument') ?? undefined;
  const [trial, setTrial] = useState<ProcedureName>(procedures[0]!.name);
  const draft = useResource<DraftAnswer>(instrument === undefined ? undefined : '/sheets/draft', {
    instrument: instrument ?? '',
  });
  const name = instrument === undefined ? trial : draft.value?.procedure;
  const procedure = procedures.find((one) => one.name === name);
  useEffect(() => {
    if (draft.value) setTrial(draft.value.procedure);
  }, [draft.value]);
  return (
    <>
      <div className="hz-row" style={{ alignItems: 'flex-end' }}>
        <Field label={t('sheet.instrument')} grow>
          {(id) => (
            <InstrumentPicker
              id={id}
              value={instrument}
              onChange={(next) => setParameters(next === undefined ? {} : { instrument: next }, { replace: true })}
            />
          )}
        </Field>
        {instrument === undefined && (
          <ChoiceField<ProcedureName>
            label={t('sheet.procedure')}
            value={trial}
            width={320}
            options={procedures.map((one) => ({ value: one.name, label: say(one.title) }))}
            onChange={(next) => next && setTrial(next)}
          />
        )}
      </div>
      {instrument === undefined && <Notice tone="unknown">{t('sheet.trial')}</Notice>}
      {instrument !== undefined && draft.error && <ErrorState error={draft.error} retry={draft.reload} />}
      {instrument !== undefined && !draft.value && !draft.error && <Loading rows={10} />}
      {procedure && (instrument === undefined || draft.value?.instrument !== undefined) && (
        <GuidedSheet key={`${procedure.name} ${instrument ?? ''}`} procedure={procedure} draft={draft.value} />
      )}
    </>
  );
}
