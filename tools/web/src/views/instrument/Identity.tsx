import type { InstrumentDetail } from '../../api/types.js';
import { ToneTag } from '../../components/LevelTag.js';
import { momentText } from '../../components/moments.js';
import { countText } from '../../components/numbers.js';
import { Card, Facts } from '../../components/View.js';
import { useWords } from '../../language/language.js';

/** Who it is: by the register, by its own signature, its keys, and how its chain of frames stands. */
export function Identity({ instrument }: { instrument: InstrumentDetail }) {
  const { t, say, word, language } = useWords();
  const { chain, keys, register, signed } = instrument;
  return (
    <div className="hz-grid">
      <Card title={t('instrument.register')}>
        <Facts
          rows={[
            ...register.map(({ name, value }) => [say(name), say(value)] as const),
            [t('visit.ueid'), <span className="hz-mono">{instrument.id}</span>],
          ]}
        />
      </Card>
      <Card title={t('instrument.signed')}>
        {signed.length === 0 ? (
          t('instrument.noSigned')
        ) : (
          <Facts rows={signed.map(({ name, value }) => [say(name), say(value)] as const)} />
        )}
      </Card>
      <Card title={t('instrument.keys')}>
        <ul className="hz-plain-list">
          {keys.map((key) => (
            <li key={key.kid} className="hz-stack" style={{ gap: 2 }}>
              <span className="hz-row">
                <span className="hz-mono">{key.kid}</span>
                <ToneTag tone={key.state === 'active' ? 'good' : key.state === 'revoked' ? 'bad' : 'notice'}>
                  {t(`keyState.${key.state}`)}
                </ToneTag>
              </span>
              <span className="hz-soft">
                {t(`instrument.assurance.${key.assurance}`)} ·{' '}
                {t('instrument.enrolledAt', { at: momentText(key.enrolledAt, language) })}
                {key.certifiedBy && ` · ${key.certifiedBy}`}
              </span>
              {key.endedAt !== undefined && (
                <span className="hz-soft">
                  {t('instrument.endedAt', { at: momentText(key.endedAt, language), why: key.endedWhy ?? '' })}
                </span>
              )}
            </li>
          ))}
        </ul>
      </Card>
      <Card title={t('instrument.chain')}>
        <Facts
          rows={[
            [t('instrument.frames'), countText(chain.frames, language)],
            [t('instrument.range'), chain.frames === 0 ? null : `${chain.lowest} … ${chain.highest}`],
            [
              t('instrument.missing'),
              chain.missing === 0 ? '0' : <ToneTag tone="notice">{countText(chain.missing, language)}</ToneTag>,
            ],
            [t('instrument.last'), momentText(chain.lastReceived, language)],
            [
              t('instrument.incidents'),
              chain.incidents.length === 0 ? (
                t('instrument.noIncidents')
              ) : (
                <ul className="hz-plain-list">
                  {chain.incidents.map(({ code, count, lastAt }) => (
                    <li key={code}>
                      <ToneTag tone="warn">{word('frame', code)}</ToneTag>{' '}
                      {t('instrument.incidentText', { count, at: momentText(lastAt, language) })}
                    </li>
                  ))}
                </ul>
              ),
            ],
          ]}
        />
      </Card>
    </div>
  );
}
