import { Checkbox, Input, Select } from 'antd';
import type { SheetField, SheetNote } from '../../api/types.js';
import { useWords } from '../../language/language.js';
import { isDay, readField } from './sheet-form.js';

/** One value of a sheet: its control follows from its kind. `bare`: in a table, where the head of the column is the label to be seen. */
export function SheetInput({
  field,
  path,
  text,
  label,
  note,
  bare,
  onWrite,
}: {
  field: SheetField;
  path: string;
  text: string;
  label: string;
  note: SheetNote | undefined;
  bare: boolean;
  onWrite: (path: string, text: string) => void;
}) {
  const { say } = useWords();
  const id = `sheet-${path}`;
  const unreadable = text.trim() !== '' && readField(field, text) === undefined;
  const wrong = unreadable || note?.severity === 'blocks';
  const named = bare ? { 'aria-label': label } : {};
  const invalid = wrong ? { 'aria-invalid': true, status: 'error' as const } : {};
  if (field.kind === 'choice')
    return (
      <Select
        id={id}
        aria-label={label}
        value={text === '' ? null : text}
        style={{ width: bare ? 120 : 220, maxWidth: '100%' }}
        allowClear={field.optional}
        options={(field.choices ?? []).map((one) => ({ value: String(one.value), label: say(one.label) }))}
        onChange={(next) => onWrite(path, next ?? '')}
      />
    );
  if (field.kind === 'flag')
    return (
      <Checkbox
        id={id}
        checked={text === 'true'}
        aria-label={label}
        onChange={(event) => onWrite(path, event.target.checked ? 'true' : '')}
      />
    );
  const number = field.kind === 'number' || field.kind === 'whole';
  const unit = field.shown?.unit ?? field.unit;
  return (
    <Input
      id={id}
      {...named}
      {...invalid}
      value={text}
      type={field.kind === 'moment' ? (isDay(field) ? 'date' : 'datetime-local') : 'text'}
      inputMode={number ? 'decimal' : 'text'}
      autoComplete="off"
      title={note ? say(note.text) : ''}
      suffix={number && unit !== '' && !bare ? unit : null}
      style={{ width: bare ? '100%' : number ? 160 : 220, minWidth: bare ? 84 : 0, maxWidth: '100%' }}
      onChange={(event) => onWrite(path, event.target.value)}
    />
  );
}
