import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { memo } from 'react';
import type { ComputeAnswer, SheetStep } from '../../api/types.js';
import { ToneTag } from '../../components/LevelTag.js';
import { Card } from '../../components/View.js';
import { useWords } from '../../language/language.js';
import type { Tone } from '../../theme/tokens.js';
import { SheetInput } from './SheetInput.js';
import { SheetRows } from './SheetRows.js';
import { fieldPath, givenText, isAsked, rowsOf, type SheetForm } from './sheet-form.js';

const tone: Record<ComputeAnswer['steps'][number]['state'], Tone> = {
  empty: 'unknown',
  part: 'notice',
  done: 'good',
  wrong: 'bad',
};

/** One step of the guide: what to do, by which clause, its values, and how far it is. */
export const SheetStepCard = memo(function SheetStepCard({
  step,
  number,
  form,
  occasion,
  known,
  answer,
  onWrite,
  onForm,
}: {
  step: SheetStep;
  number: number;
  form: SheetForm;
  occasion: string;
  /** Paths of what the register says. */
  known: ReadonlySet<string>;
  answer: ComputeAnswer | undefined;
  onWrite: (path: string, text: string) => void;
  onForm: (next: (before: SheetForm) => SheetForm) => void;
}) {
  const { t, say } = useWords();
  const state = answer?.steps.find(({ id }) => id === step.id)?.state;
  const optional = occasion === 'verification' ? step.optional.verification : step.optional.site;
  const count = rowsOf(step, form, occasion);
  const noteAt = (path: string) => answer?.notes.find((note) => note.path === path);
  const base = step.place.shape === 'fields' ? (step.place.at ?? '') : step.place.at;
  const single = step.place.shape === 'fields' ? step.fields : (step.shared ?? []);
  return (
    <Card
      title={`${number}. ${say(step.title)}`}
      extra={
        <span className="hz-row">
          {step.clause !== '' && <span className="hz-soft">{step.clause}</span>}
          {optional && <span className="hz-soft">{t('sheet.step.optional')}</span>}
          {state && <ToneTag tone={tone[state]}>{t(`sheet.step.${state}`)}</ToneTag>}
        </span>
      }
    >
      <div id={`step-${step.id}`} className="hz-stack">
        <p className="hz-soft" style={{ margin: 0 }}>
          {say(step.guidance)} {step.count && say(step.count.says)}
        </p>
        {single.length > 0 && (
          <div className="hz-row" style={{ alignItems: 'flex-start' }}>
            {single.map((field) => {
              const path = fieldPath(base, field);
              if (!isAsked(field, path, known)) {
                const text = form.texts[path];
                if (text === undefined || field.given === 'session') return null;
                return (
                  <div key={path} className="hz-field">
                    <span className="hz-soft">{say(field.label)}</span>
                    <strong className="hz-number">{say(givenText(field, text))}</strong>
                  </div>
                );
              }
              return (
                <Labelled key={path} label={say(field.label)} path={path}>
                  <SheetInput
                    field={field}
                    path={path}
                    text={form.texts[path] ?? ''}
                    label={say(field.label)}
                    note={noteAt(path)}
                    bare={false}
                    onWrite={onWrite}
                  />
                </Labelled>
              );
            })}
          </div>
        )}
        {step.place.shape !== 'fields' && (
          <>
            <SheetRows
              step={step}
              form={form}
              count={count}
              known={known}
              answer={answer}
              onWrite={onWrite}
              onForm={onForm}
            />
            {count < (step.count?.most ?? 50) && (
              <div>
                <Button
                  icon={<PlusOutlined aria-hidden />}
                  onClick={() => onForm((before) => ({ ...before, rows: { ...before.rows, [step.id]: count + 1 } }))}
                >
                  {t('sheet.addRow')}
                </Button>
              </div>
            )}
          </>
        )}
      </div>
    </Card>
  );
});

function Labelled({ label, path, children }: { label: string; path: string; children: React.ReactNode }) {
  return (
    <div className="hz-field">
      <label htmlFor={`sheet-${path}`}>{label}</label>
      {children}
    </div>
  );
}
