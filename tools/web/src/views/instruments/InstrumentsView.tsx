import { DownloadOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { usePages } from '../../api/pages.js';
import type { InstrumentPage, InstrumentRow } from '../../api/types.js';
import { ChoiceField, Field, TextField } from '../../components/fields.js';
import { countText } from '../../components/numbers.js';
import { Empty, ErrorState, Loading } from '../../components/states.js';
import { useDebounced } from '../../components/use-debounced.js';
import { View } from '../../components/View.js';
import { VirtualTable } from '../../components/VirtualTable.js';
import { useWords } from '../../language/language.js';
import { LevelFilter, levels } from './LevelFilter.js';
import { useColumns } from './use-columns.js';

type Order = 'worst' | 'enrolled';

/** All instruments of the store: searched and filtered by the server, drawn as far as they are in view. */
export default function InstrumentsView() {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const [parameters, setParameters] = useSearchParams();
  const [text, setText] = useState(parameters.get('text') ?? '');
  const level = levels.find((one) => one === parameters.get('level'));
  const kind = [1, 2].find((one) => String(one) === parameters.get('kind'));
  const [region, setRegion] = useState(parameters.get('region') ?? '');
  const order: Order = parameters.get('order') === 'enrolled' ? 'enrolled' : 'worst';
  const settled = useDebounced(text);
  const settledRegion = useDebounced(region);

  const set = (name: string, value: string | undefined) =>
    setParameters(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === undefined) next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );

  const query = useMemo(
    () => ({ text: settled.trim(), level, kind, region: settledRegion.trim(), order, limit: 200 }),
    [settled, level, kind, settledRegion, order],
  );
  const pages = usePages<InstrumentPage, InstrumentRow>(
    '/instruments',
    query,
    ({ items }) => items,
    ({ next }) => next,
  );
  const columns = useColumns();
  const open = useCallback((row: InstrumentRow) => void navigate(`/instruments/${row.id}`), [navigate]);
  const filtered = Object.values({ ...query, order: undefined, limit: undefined }).some(Boolean);
  const total = pages.first?.total;

  return (
    <View
      title={t('instruments.title')}
      actions={
        <>
          <Button icon={<DownloadOutlined aria-hidden />} href="/api/export/instruments.csv" download>
            {t('instruments.csv')}
          </Button>
          <Button icon={<DownloadOutlined aria-hidden />} href="/api/export/instruments.parquet" download>
            {t('instruments.parquet')}
          </Button>
        </>
      }
    >
      <div className="hz-row" style={{ alignItems: 'flex-end' }}>
        <Field label={t('instruments.search')} grow>
          {(id) => <Input.Search id={id} allowClear value={text} onChange={(event) => setText(event.target.value)} />}
        </Field>
        <ChoiceField
          label={t('instruments.kind')}
          value={kind}
          empty={t('instruments.any')}
          width={150}
          options={[1, 2].map((value) => ({ value, label: t(`kind.${value as 1 | 2}`) }))}
          onChange={(next) => set('kind', next === undefined ? undefined : String(next))}
        />
        <TextField label={t('instruments.region')} value={region} width={120} onChange={setRegion} />
        <ChoiceField<Order>
          label={t('instruments.order')}
          value={order}
          width={140}
          options={(['worst', 'enrolled'] as const).map((value) => ({ value, label: t(`instruments.order.${value}`) }))}
          onChange={(next) => set('order', next)}
        />
      </div>
      <LevelFilter counts={pages.first?.levels} chosen={level} onChoose={(next) => set('level', next)} />
      {pages.error && <ErrorState error={pages.error} retry={pages.reload} />}
      {pages.first === undefined ? (
        !pages.error && <Loading rows={10} />
      ) : pages.rows.length === 0 ? (
        <Empty title={t(filtered ? 'instruments.emptyFilter' : 'instruments.empty')}>
          {!filtered && t('instruments.emptyText')}
        </Empty>
      ) : (
        <div className="hz-stack" style={{ gap: 6 }} aria-busy={pages.loading}>
          <div className="hz-row hz-soft">
            {total !== undefined && (
              <span role="status">{t('instruments.total', { n: countText(total, language) })}</span>
            )}
            <span className="hz-spring" />
            <span className="hz-wide">{t('instruments.hint')}</span>
          </div>
          <VirtualTable
            label={t('instruments.list')}
            rows={pages.rows}
            columns={columns}
            rowKey={(row) => row.id}
            onOpen={open}
            onNearEnd={pages.more}
            {...(total !== undefined && { total })}
          />
        </div>
      )}
    </View>
  );
}
