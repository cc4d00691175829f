import { Button } from 'antd';
import { usePages } from '../../api/pages.js';
import type { InstrumentDetail, LogPage } from '../../api/types.js';
import { countText } from '../../components/numbers.js';
import { Scrolled } from '../../components/Scrolled.js';
import { Empty, ErrorState, Loading } from '../../components/states.js';
import { Card } from '../../components/View.js';
import { useWords } from '../../language/language.js';
import { uptimeText } from './uptime-text.js';

/** The event log, the audit trail, newest first. */
export function LogTab({ instrument }: { instrument: InstrumentDetail }) {
  const { t, say, language } = useWords();
  const pages = usePages<LogPage, LogPage['items'][number]>(
    `/instruments/${instrument.id}/log`,
    { limit: 200 },
    ({ items }) => items,
    ({ next }) => next,
  );
  if (pages.first === undefined)
    return pages.error ? <ErrorState error={pages.error} retry={pages.reload} /> : <Loading rows={8} />;
  if (pages.rows.length === 0) return <Empty title={t('instrument.noLog')}>{t('instrument.noLogText')}</Empty>;
  return (
    <Card title={t('instrument.tab.log')}>
      <p className="hz-soft" style={{ marginTop: 0 }}>
        {t('instrument.logLength', { n: countText(pages.first.length, language) })}
      </p>
      {pages.error && <ErrorState error={pages.error} retry={pages.reload} />}
      <Scrolled label={t('instrument.tab.log')}>
        <table className="hz-table">
          <thead>
            <tr>
              <th className="hz-right">{t('instrument.entry')}</th>
              <th className="hz-right">{t('instrument.boot')}</th>
              <th className="hz-right">{t('instrument.uptime')}</th>
              <th>{t('instrument.what')}</th>
            </tr>
          </thead>
          <tbody>
            {pages.rows.map((entry) => (
              <tr key={entry.number}>
                <td className="hz-right">{entry.number}</td>
                <td className="hz-right">{entry.bootcount}</td>
                <td className="hz-right" style={{ whiteSpace: 'nowrap' }}>
                  {uptimeText(entry.uptime)}
                </td>
                <td>{say(entry.text)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
      {!pages.complete && (
        <Button loading={pages.loading} onClick={pages.more} style={{ marginTop: 12 }}>
          {t('instrument.more')}
        </Button>
      )}
    </Card>
  );
}
