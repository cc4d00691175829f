import { Button } from 'antd';
import { useState } from 'react';
import { usePages } from '../../api/pages.js';
import type { FramePage, FrameRow, InstrumentDetail } from '../../api/types.js';
import { selfStateName } from '../../components/codes.js';
import { SelfStateTag, ToneTag } from '../../components/LevelTag.js';
import { momentText } from '../../components/moments.js';
import { Scrolled } from '../../components/Scrolled.js';
import { Empty, ErrorState, Loading } from '../../components/states.js';
import { Card } from '../../components/View.js';
import { useWords } from '../../language/language.js';
import { FramePanel } from './FramePanel.js';

/** The frames as received, newest first; one of them in diagnostic notation. */
export function FramesTab({ instrument }: { instrument: InstrumentDetail }) {
  const { t } = useWords();
  const [chosen, setChosen] = useState<number | undefined>(undefined);
  const pages = usePages<FramePage, FrameRow>(
    `/instruments/${instrument.id}/frames`,
    { limit: 100 },
    ({ items }) => items,
    ({ next }) => next,
  );
  if (pages.first === undefined)
    return pages.error ? <ErrorState error={pages.error} retry={pages.reload} /> : <Loading rows={8} />;
  if (pages.rows.length === 0) return <Empty title={t('instrument.noFrames')}>{t('instrument.noChannelsText')}</Empty>;
  const sequence = chosen ?? pages.rows[0]!.sequence;
  return (
    <div className="hz-two">
      <Card title={t('instrument.tab.frames')}>
        {pages.error && <ErrorState error={pages.error} retry={pages.reload} />}
        <Scrolled label={t('instrument.tab.frames')}>
          <FrameTable rows={pages.rows} chosen={sequence} onChoose={setChosen} />
        </Scrolled>
        {!pages.complete && (
          <Button loading={pages.loading} onClick={pages.more} style={{ marginTop: 12 }}>
            {t('instrument.more')}
          </Button>
        )}
      </Card>
      <div className="hz-aside">
        <FramePanel instrument={instrument.id} sequence={sequence} />
      </div>
    </div>
  );
}

function FrameTable({
  rows,
  chosen,
  onChoose,
}: {
  rows: readonly FrameRow[];
  chosen: number;
  onChoose: (sequence: number) => void;
}) {
  const { t, say, language } = useWords();
  return (
    <table className="hz-table">
      <thead>
        <tr>
          <th className="hz-right">{t('instrument.sequence')}</th>
          <th>{t('instrument.frameKind')}</th>
          <th>{t('instrument.received')}</th>
          <th>{t('instrument.proof')}</th>
          <th>{t('visit.selfState')}</th>
          <th>
            <span className="hz-hidden">{t('instrument.show')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} aria-selected={row.sequence === chosen} className="hz-choosable">
            <th scope="row" className="hz-right">
              {row.sequence}
            </th>
            <td>{say(row.kind)}</td>
            <td className="hz-number" style={{ whiteSpace: 'nowrap' }}>
              {momentText(row.earliest, language)}
              {row.latest - row.earliest >= 1000 && (
                <div className="hz-soft">+ {Math.round((row.latest - row.earliest) / 1000)} s</div>
              )}
            </td>
            <td>
              {t(`instrument.proof.${row.proof.how}`, { by: row.proof.by ?? '' })}
              {row.forked && (
                <div>
                  <ToneTag tone="bad">{t('instrument.forked')}</ToneTag>
                </div>
              )}
            </td>
            <td>{row.selfState !== undefined && <SelfStateTag state={selfStateName(row.selfState)} />}</td>
            <td>
              <Button
                size="small"
                aria-label={t('instrument.showFrame', { n: row.sequence })}
                aria-pressed={row.sequence === chosen}
                onClick={() => onChoose(row.sequence)}
              >
                {t('instrument.show')}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
