import { Select } from 'antd';
import { useState } from 'react';
import { useResource } from '../api/resource.js';
import type { InstrumentDetail, InstrumentPage } from '../api/types.js';
import { useWords } from '../language/language.js';
import { useDebounced } from './use-debounced.js';

/** Chooses one instrument of the register by searching it. */
export function InstrumentPicker({
  id,
  value,
  onChange,
  kind,
}: {
  id?: string;
  value: string | undefined;
  onChange: (id: string | undefined) => void;
  kind?: number;
}) {
  const { t, word } = useWords();
  const [text, setText] = useState('');
  const settled = useDebounced(text);
  const found = useResource<InstrumentPage>('/instruments', { text: settled.trim(), kind, limit: 20, order: 'worst' });
  const chosen = useResource<InstrumentDetail>(value === undefined ? undefined : `/instruments/${value}`);
  const options = (found.value?.items ?? []).map((one) => ({
    value: one.id,
    label: `${one.serialNumber} · ${word('level', one.level)} · ${[one.model, one.place].filter(Boolean).join(' · ')}`,
  }));
  // The one that is chosen need not be among those that were found.
  if (chosen.value && !options.some(({ value: one }) => one === value))
    options.unshift({ value: chosen.value.id, label: `${chosen.value.serialNumber} · ${chosen.value.model}` });
  return (
    <Select
      {...(id !== undefined && { id })}
      aria-label={t('sheet.instrument')}
      showSearch={{ filterOption: false, onSearch: setText }}
      allowClear
      loading={found.loading}
      value={value ?? null}
      placeholder={t('sheet.pick')}
      style={{ width: '100%', minWidth: 240 }}
      options={options}
      onChange={(next) => onChange(next ?? undefined)}
    />
  );
}
