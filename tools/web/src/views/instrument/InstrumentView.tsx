import { DownloadOutlined } from '@ant-design/icons';
import { Button, Dropdown, Tabs } from 'antd';
import { Link, useParams, useSearchParams } from 'react-router';
import { useEvents } from '../../api/events.js';
import { useResource } from '../../api/resource.js';
import type { InstrumentDetail } from '../../api/types.js';
import { kindName } from '../../components/codes.js';
import { LevelTag } from '../../components/LevelTag.js';
import { Empty, Shown } from '../../components/states.js';
import { View } from '../../components/View.js';
import { useWords } from '../../language/language.js';
import { ChannelsTab } from './ChannelsTab.js';
import { EstimateTab } from './EstimateTab.js';
import { FramesTab } from './FramesTab.js';
import { LogTab } from './LogTab.js';
import { StateTab } from './StateTab.js';

const tabs = { state: StateTab, channels: ChannelsTab, estimate: EstimateTab, log: LogTab, frames: FramesTab } as const;
type TabName = keyof typeof tabs;

/** One instrument: what it is, its level and why, and everything that is stored of it. */
export default function InstrumentView() {
  const { id = '' } = useParams();
  const { t, word } = useWords();
  const [parameters, setParameters] = useSearchParams();
  const detail = useResource<InstrumentDetail>(`/instruments/${id}`);
  useEvents('instrument', (news) => {
    if (news.id === id) detail.reload();
  });
  const asked = parameters.get('tab') ?? '';
  const tab: TabName = Object.hasOwn(tabs, asked) ? (asked as TabName) : 'state';

  if (detail.error?.status === 404)
    return (
      <View title={t('instrument.notFound')}>
        <Empty title={t('instrument.notFound')} action={<Link to="/instruments">{t('instruments.title')}</Link>} />
      </View>
    );
  const one = detail.value;
  return (
    <View
      title={
        <span className="hz-row">
          {one?.serialNumber ?? '…'}
          {one && <LevelTag level={one.judgement.level} />}
        </span>
      }
      lead={
        one &&
        [word('kind', kindName(one.kind)), `${one.maker} ${one.model}`, one.place, one.region]
          .filter(Boolean)
          .join(' · ')
      }
      actions={one && <Actions id={id} />}
    >
      <Shown of={detail} rows={10}>
        {(value) => (
          <Tabs
            activeKey={tab}
            destroyOnHidden
            onChange={(next) => setParameters(next === 'state' ? {} : { tab: next }, { replace: true })}
            items={(Object.keys(tabs) as TabName[]).map((key) => {
              const Tab = tabs[key];
              return { key, label: t(`instrument.tab.${key}`), children: <Tab instrument={value} /> };
            })}
          />
        )}
      </Shown>
    </View>
  );
}

function Actions({ id }: { id: string }) {
  const { t } = useWords();
  const file = (path: string, label: string) => ({
    key: path,
    label: (
      <a href={`/api/instruments/${id}/${path}`} download>
        {label}
      </a>
    ),
  });
  return (
    <>
      <Link to={`/sheet?instrument=${id}`}>
        <Button>{t('instrument.check')}</Button>
      </Link>
      <Link to={`/cases?open=${id}`}>
        <Button>{t('instrument.case')}</Button>
      </Link>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            file('record.pdf', t('instrument.record')),
            file('frames.csv', t('instrument.framesCsv')),
            file('frames.parquet', t('instrument.framesParquet')),
          ],
        }}
      >
        <Button type="primary" icon={<DownloadOutlined aria-hidden />}>
          {t('instrument.takeAway')}
        </Button>
      </Dropdown>
    </>
  );
}
