import { Input, Select } from 'antd';
import { type ReactNode, useId } from 'react';
import { parseDecimal } from './decimal.js';

/** A labelled control: the label is always there to be seen, never only a placeholder. */
export function Field({
  label,
  hint,
  children,
  grow,
}: {
  label: string;
  hint?: ReactNode;
  children: (id: string) => ReactNode;
  grow?: boolean;
}) {
  const id = useId();
  return (
    <div className="hz-field" style={grow ? { flex: '1 1 220px' } : undefined}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {hint && <small className="hz-soft">{hint}</small>}
    </div>
  );
}

/** A decimal as a person types it; marked when it is none. */
export function DecimalField({
  label,
  value,
  unit,
  onChange,
  width = 140,
  bare,
}: {
  label: string;
  value: string;
  unit?: string;
  onChange: (value: string) => void;
  width?: number | string;
  /** In a table, where the column's head is the label to be seen. */
  bare?: boolean;
}) {
  const wrong = value.trim() !== '' && parseDecimal(value) === undefined;
  const input = (id?: string) => (
    <Input
      {...(id !== undefined && { id })}
      {...(bare && { 'aria-label': label })}
      value={value}
      inputMode="decimal"
      autoComplete="off"
      style={{ width }}
      suffix={unit ?? null}
      {...(wrong && { status: 'error' as const, 'aria-invalid': true })}
      onChange={(event) => onChange(event.target.value)}
    />
  );
  return bare ? input() : <Field label={label}>{input}</Field>;
}

/** A line of text. */
export function TextField({
  label,
  value,
  onChange,
  width = 220,
  type,
  hint,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  width?: number | string;
  type?: 'text' | 'date';
  hint?: ReactNode;
}) {
  return (
    <Field label={label} hint={hint}>
      {(id) => (
        <Input
          id={id}
          value={value}
          type={type ?? 'text'}
          autoComplete="off"
          style={{ width, maxWidth: '100%' }}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** One of a few. */
export function ChoiceField<Value extends string | number>({
  label,
  value,
  options,
  onChange,
  width = 180,
  empty,
}: {
  label: string;
  value: Value | undefined;
  options: readonly { readonly value: Value; readonly label: string }[];
  onChange: (value: Value | undefined) => void;
  width?: number | string;
  /** What stands for no choice, where none is a choice. */
  empty?: string;
}) {
  return (
    <Field label={label}>
      {(id) => (
        <Select<Value>
          id={id}
          aria-label={label}
          value={value ?? null}
          style={{ width, maxWidth: '100%' }}
          {...(empty !== undefined && { allowClear: true, placeholder: empty })}
          options={options as { value: Value; label: string }[]}
          onChange={(next) => onChange(next ?? undefined)}
        />
      )}
    </Field>
  );
}
