import { Button, Checkbox, Input } from 'antd';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { useEvents } from '../../api/events.js';
import { useResource } from '../../api/resource.js';
import type { Around } from '../../api/types.js';
import { ChoiceField } from '../../components/fields.js';
import { ToneTag } from '../../components/LevelTag.js';
import { Empty, Notice, Shown } from '../../components/states.js';
import { Card, View } from '../../components/View.js';
import { useWords } from '../../language/language.js';
import type { Tone } from '../../theme/tokens.js';
import { AroundRow } from './AroundRow.js';
import { fits } from './fits.js';
import { type AroundOrder, orderItems } from './order-items.js';
import { Ports } from './Ports.js';
import { useVisit } from './use-visit.js';

/** More rows than these are not drawn: hostile advertisers can invent any number of addresses. */
const mostRows = 300;

const adapterTone: Record<Around['adapter']['state'], Tone> = {
  scanning: 'good',
  starting: 'unknown',
  disabled: 'unknown',
  off: 'notice',
  absent: 'notice',
  lost: 'warn',
  unauthorized: 'notice',
};

/** Everything in range, live, by signal or level, each with what is wrong about it and the one action. */
export default function AroundView() {
  const { t } = useWords();
  const around = useResource<Around>('/around');
  useEvents('around', around.replace);
  return (
    <View title={t('around.title')} lead={t('around.lead')}>
      <Shown of={around} rows={8}>
        {(value) => <AroundList around={value} />}
      </Shown>
      <Ports />
    </View>
  );
}

function AroundList({ around }: { around: Around }) {
  const { t, say } = useWords();
  const [text, setText] = useState('');
  const [onlySuspect, setOnlySuspect] = useState(false);
  const [order, setOrder] = useState<AroundOrder>('signal');
  const [hold, setHold] = useState(false);
  const shown = useDeferredValue(around);
  const before = useRef<{ address: string; step: number }[]>([]);
  const { visit, beginning } = useVisit();

  const rows = useMemo(() => {
    before.current = orderItems(shown.items, order, before.current, hold);
    const byAddress = new Map(shown.items.map((item) => [item.address, item]));
    return before.current
      .map(({ address }) => byAddress.get(address)!)
      .filter((item) => (!onlySuspect || item.suspicions.length > 0) && fits(item, text));
  }, [shown, order, hold, onlySuspect, text]);

  const suspect = around.items.filter(({ suspicions }) =>
    suspicions.some(({ severity }) => severity !== 'information'),
  );
  const { adapter } = around;
  return (
    <>
      <div className="hz-row" role="group" aria-label={t('around.list')}>
        <ToneTag tone={adapterTone[adapter.state]}>{t(`around.adapter.${adapter.state}`)}</ToneTag>
        <strong className="hz-number" role="status">
          {t('around.count', { n: around.items.length })}
        </strong>
        {suspect.length > 0 && <ToneTag tone="bad">{t('around.suspect', { n: suspect.length })}</ToneTag>}
        <span className="hz-spring" />
        <Checkbox checked={onlySuspect} onChange={(event) => setOnlySuspect(event.target.checked)}>
          {t('around.only')}
        </Checkbox>
        <Input.Search
          aria-label={t('around.search')}
          placeholder={t('around.search')}
          allowClear
          value={text}
          onChange={(event) => setText(event.target.value)}
          style={{ width: 240 }}
        />
        <ChoiceField<AroundOrder>
          label={t('around.order')}
          value={order}
          options={(['signal', 'level'] as const).map((value) => ({ value, label: t(`around.order.${value}`) }))}
          onChange={(next) => setOrder(next ?? 'signal')}
        />
      </div>
      {adapter.state !== 'scanning' && (
        <Notice tone={adapterTone[adapter.state]} role="status" title={t(`around.adapter.${adapter.state}`)}>
          {say(adapter.text)}
        </Notice>
      )}
      {rows.length === 0 ? (
        <Card label={t('around.list')}>
          {around.items.length > 0 ? (
            <Empty
              title={t('around.emptyFilter')}
              action={
                <Button
                  onClick={() => {
                    setText('');
                    setOnlySuspect(false);
                  }}
                >
                  {t('filter.clear')}
                </Button>
              }
            />
          ) : (
            <Empty title={t('around.empty')}>
              {adapter.state === 'scanning' ? t('around.emptyText') : say(adapter.text)}
            </Empty>
          )}
        </Card>
      ) : (
        <ul
          className="hz-around"
          aria-label={t('around.list')}
          onPointerEnter={() => setHold(true)}
          onPointerLeave={() => setHold(false)}
          onFocus={() => setHold(true)}
          onBlur={() => setHold(false)}
        >
          {rows.slice(0, mostRows).map((item) => (
            <AroundRow
              key={item.address}
              item={item}
              now={shown.at}
              beginning={beginning === item.address}
              onVisit={visit}
            />
          ))}
        </ul>
      )}
      {rows.length > mostRows && <p className="hz-soft">{t('filter.more', { n: rows.length - mostRows })}</p>}
    </>
  );
}
