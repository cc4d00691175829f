import { DeleteOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ComputeAnswer, SheetPoint, SheetStep } from '../../api/types.js';
import { Scrolled } from '../../components/Scrolled.js';
import { useWords } from '../../language/language.js';
import { ErrorBar } from './ErrorBar.js';
import { SheetInput } from './SheetInput.js';
import { entryPath, fieldPath, givenText, isAsked, type SheetForm, withoutRow } from './sheet-form.js';

const testOf: Readonly<Record<string, SheetPoint['test']>> = {
  weighings: 'weighing',
  eccentricity: 'eccentricity',
  tare: 'tare',
  runs: 'runs',
};

/** The entries of a step, one row each, with what each comes to beside it. */
export function SheetRows({
  step,
  form,
  count,
  known,
  answer,
  onWrite,
  onForm,
}: {
  step: SheetStep;
  form: SheetForm;
  count: number;
  known: ReadonlySet<string>;
  answer: ComputeAnswer | undefined;
  onWrite: (path: string, text: string) => void;
  onForm: (next: (before: SheetForm) => SheetForm) => void;
}) {
  const { t, say } = useWords();
  const test = step.place.shape === 'fields' ? undefined : testOf[step.place.at];
  const points = test === undefined ? [] : (answer?.points.filter((one) => one.test === test) ?? []);
  const fields = step.fields.filter(({ given }) => given !== 'session');
  return (
    <Scrolled label={say(step.title)}>
      <table className="hz-table hz-entries">
        <thead>
          <tr>
            <th>{t('sheet.row')}</th>
            {fields.map((field) => {
              const unit = field.shown?.unit ?? field.unit;
              return (
                <th key={field.name}>
                  {say(field.label)}
                  {unit !== '' && ` (${unit})`}
                </th>
              );
            })}
            {test !== undefined && <th>{t('sheet.error')}</th>}
            <th>
              <span className="hz-hidden">{t('sheet.removeRow', { n: '' })}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: count }, (_, row) => {
            const base = entryPath(step, row);
            const point = points.find(({ entries }) => entries.includes(row));
            return (
              <tr key={base}>
                <td>{row + 1}</td>
                {fields.map((field) => {
                  const path = fieldPath(base, field);
                  if (!isAsked(field, path, known))
                    return <td key={path}>{say(givenText(field, form.texts[path] ?? ''))}</td>;
                  return (
                    <td key={path}>
                      <SheetInput
                        field={field}
                        path={path}
                        text={form.texts[path] ?? ''}
                        label={t('sheet.rowOf', { field: say(field.label), n: row + 1 })}
                        note={answer?.notes.find((note) => note.path === path)}
                        bare
                        onWrite={onWrite}
                      />
                    </td>
                  );
                })}
                {test !== undefined && <td>{point && <ErrorBar point={point} />}</td>}
                <td>
                  <Button
                    type="text"
                    icon={<DeleteOutlined aria-hidden />}
                    aria-label={t('sheet.removeRow', { n: row + 1 })}
                    disabled={count === 1}
                    onClick={() => onForm((before) => withoutRow(step, before, row, count))}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scrolled>
  );
}
