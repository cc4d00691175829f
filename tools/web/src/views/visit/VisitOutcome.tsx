import { Button } from 'antd';
import { Link } from 'react-router';
import type { VisitResult } from '../../api/types.js';
import { kindName, selfStateName } from '../../components/codes.js';
import { LevelTag, SelfStateTag } from '../../components/LevelTag.js';
import { momentText } from '../../components/moments.js';
import { numberText } from '../../components/numbers.js';
import { Reasons } from '../../components/Reasons.js';
import { Notice } from '../../components/states.js';
import { Card, Facts } from '../../components/View.js';
import { useWords } from '../../language/language.js';
import type { Tone } from '../../theme/tokens.js';
import { VisitTables } from './VisitTables.js';

const verdictTone: Record<VisitResult['verdict'], Tone> = {
  proved: 'good',
  unproved: 'notice',
  incomplete: 'notice',
  contradicted: 'bad',
};

/** What a visit came to: the verdict first, then who answered, the fresh proof, the comparison, the judgement, and what to take away. */
export function VisitOutcome({ result }: { result: VisitResult }) {
  const { t, say, word, language } = useWords();
  const { identity, challenge, log, judgement, verdict } = result;
  return (
    <div className="hz-stack">
      <Notice
        tone={verdictTone[verdict]}
        role="status"
        title={t(`visit.verdict.${verdict}`)}
        action={<TakeAway result={result} />}
      >
        {say(result.text)}
      </Notice>
      {judgement && (
        <Card title={t('visit.judgement')} extra={<LevelTag level={judgement.level} />}>
          <p className="hz-soft" style={{ marginTop: 0 }}>
            {t('visit.preliminary')}
          </p>
          <Reasons reasons={judgement.reasons} />
        </Card>
      )}
      {identity && (
        <Card title={t('visit.identity')}>
          <Facts
            rows={[
              [t('visit.number'), identity.serialNumber],
              [t('visit.kind'), word('kind', kindName(identity.kind))],
              [t('visit.enrolled'), t(identity.enrolled ? 'value.yes' : 'value.no')],
              [t('visit.life'), say(identity.life)],
              [t('visit.software'), identity.software],
              [t('visit.measurement'), <span className="hz-mono">{identity.softwareMeasurement}</span>],
              [t('visit.kid'), <span className="hz-mono">{identity.kid}</span>],
              [t('visit.ueid'), <span className="hz-mono">{identity.id}</span>],
            ]}
          />
        </Card>
      )}
      {challenge && (
        <Card title={t('visit.challenge')}>
          <Facts
            rows={[
              [t('visit.answeredIn'), `${numberText(challenge.milliseconds, language, 4)} ms`],
              [
                t('visit.between'),
                t('visit.interval', {
                  from: momentText(challenge.earliest, language),
                  to: momentText(challenge.latest, language),
                  half: Math.ceil((challenge.latest - challenge.earliest) / 2),
                }),
              ],
              [t('visit.selfState'), <SelfStateTag state={selfStateName(challenge.selfState)} />],
              [t('visit.flags'), challenge.flags.map(say).join(language === 'zh' ? '、' : ', ') || t('visit.noFlags')],
              [t('visit.seal'), word('seal', String(challenge.sealState))],
              [t('visit.sequence'), String(challenge.sequence)],
              [t('visit.boot'), t('visit.bootText', { boot: challenge.bootcount, uptime: challenge.uptime })],
              [t('visit.log'), log && t('visit.logText', { length: log.length, added: log.added })],
              [t('visit.nonce'), <span className="hz-mono">{challenge.nonce}</span>],
            ]}
          />
        </Card>
      )}
      <VisitTables result={result} />
    </div>
  );
}

function TakeAway({ result }: { result: VisitResult }) {
  const { t } = useWords();
  const enrolled = result.identity?.enrolled ? result.identity.id : undefined;
  return (
    <div className="hz-row">
      <Button
        type="primary"
        href={`/api/visits/${encodeURIComponent(result.id)}/record.pdf`}
        download={`visit-${result.id}.pdf`}
      >
        {t('visit.pdf')}
      </Button>
      {enrolled && <Link to={`/instruments/${enrolled}`}>{t('visit.toInstrument')}</Link>}
      {enrolled && <Link to={`/sheet?instrument=${enrolled}`}>{t('visit.toSheet')}</Link>}
      {enrolled && <Link to={`/cases?open=${enrolled}`}>{t('visit.toCase')}</Link>}
    </div>
  );
}
