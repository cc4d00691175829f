import { Button } from 'antd';
import { memo } from 'react';
import { Link } from 'react-router';
import type { AroundItem } from '../../api/types.js';
import { kindName, selfStateName } from '../../components/codes.js';
import { LevelTag, ToneIcon } from '../../components/LevelTag.js';
import { agoText } from '../../components/moments.js';
import { useWords } from '../../language/language.js';
import { useThemeChoice } from '../../theme/theme.js';
import { type Tone, toneColours } from '../../theme/tokens.js';
import { Signal } from './Signal.js';

const toneOfSuspicion: Record<string, Tone> = { alarm: 'bad', warning: 'warn', information: 'unknown' };

/** One instrument in range: how strong, what it is on record, what is suspected, and the one thing to do. */
export const AroundRow = memo(function AroundRow({
  item,
  now,
  beginning,
  onVisit,
}: {
  item: AroundItem;
  now: number;
  beginning: boolean;
  onVisit: (address: string) => void;
}) {
  const { t, say, word, language } = useWords();
  const { dark } = useThemeChoice();
  const { instrument, beacon, suspicions } = item;
  const title = instrument?.serialNumber ?? item.name ?? item.address;
  return (
    <li className="hz-around-row" data-faded={item.faded} data-address={item.address}>
      <Signal rssi={item.rssi} faded={item.faded} />
      <div className="hz-stack" style={{ gap: 4 }}>
        <div className="hz-row">
          {instrument ? (
            <Link to={`/instruments/${instrument.id}`} className="hz-strong">
              {title}
            </Link>
          ) : (
            <strong>{title}</strong>
          )}
          <LevelTag level={item.shown} />
          {!instrument && <span className="hz-soft">{t(beacon ? 'around.unknown' : 'around.noBeacon')}</span>}
        </div>
        <div className="hz-soft">
          {[
            word('kind', kindName(beacon?.kind)),
            instrument && `${instrument.maker} ${instrument.model}`,
            instrument?.place,
            `${item.rssi === undefined ? t('around.noSignal') : t('around.rssi', { n: item.rssi })}, ${item.faded ? t('around.faded') : t('around.seen', { ago: agoText(item.lastSeen, now, language) })}`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </div>
        {beacon && (
          <div className="hz-soft">
            {[
              t('around.says', { state: word('selfState', selfStateName(beacon.selfState)) }),
              beacon.locked && t('around.locked'),
              word('seal', String(beacon.sealState)),
              beacon.busy && t('around.busy'),
            ]
              .filter(Boolean)
              .join(' · ')}
          </div>
        )}
        {suspicions.map(({ code, severity, text }) => (
          <div
            key={code}
            className="hz-suspicion"
            data-code={code}
            style={{ color: toneColours(toneOfSuspicion[severity] ?? 'warn', dark).text }}
          >
            <ToneIcon tone={toneOfSuspicion[severity] ?? 'warn'} />
            <span>
              <strong>{word('suspicion', code)}</strong> {say(text)}
            </span>
          </div>
        ))}
      </div>
      <div className="hz-row hz-around-action">
        {item.job ? (
          <Link to={`/visits/${encodeURIComponent(item.job)}`}>{t('around.follow')}</Link>
        ) : (
          <Button
            type="primary"
            disabled={!item.connectable}
            loading={beginning}
            aria-label={`${t('around.visit')}: ${title}`}
            onClick={() => onVisit(item.address)}
          >
            {t('around.visit')}
          </Button>
        )}
      </div>
    </li>
  );
});
