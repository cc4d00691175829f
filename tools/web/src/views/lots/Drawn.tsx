import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { post } from '../../api/client.js';
import { asApiError } from '../../api/errors.js';
import type { DrawnMember, LotAnswer } from '../../api/types.js';
import { Field } from '../../components/fields.js';
import { ToneTag } from '../../components/LevelTag.js';
import { numberText } from '../../components/numbers.js';
import { Scrolled } from '../../components/Scrolled.js';
import { Card } from '../../components/View.js';
import { useWords } from '../../language/language.js';
import type { Tone } from '../../theme/tokens.js';

const tone: Record<DrawnMember['state'], Tone> = {
  outstanding: 'notice',
  conforming: 'good',
  nonconforming: 'bad',
  unreached: 'warn',
  'not-called': 'unknown',
};

/** The instruments that were drawn, in the order of the draw, with what was found of each. */
export function Drawn({ lot, onChanged }: { lot: LotAnswer; onChanged: (lot: LotAnswer) => void }) {
  const { t, language } = useWords();
  const [asking, setAsking] = useState<string | undefined>(undefined);
  const mayNote = lot.next.some(({ step, allowed }) => step === 'unreached' && allowed);
  if (lot.drawn.length === 0) return null;
  return (
    <Card title={`${t('lot.drawn')} (${lot.drawnTotal})`}>
      <Scrolled label={t('lot.drawn')}>
        <table className="hz-table">
          <thead>
            <tr>
              <th className="hz-right">{t('lot.order')}</th>
              <th>{t('cases.instrument')}</th>
              <th>{t('instruments.place')}</th>
              <th>{t('lot.stratum')}</th>
              <th>{t('cases.state')}</th>
              <th className="hz-right">{t('lot.worst')}</th>
              <th>
                <span className="hz-hidden">{t('lot.unreached')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {lot.drawn.map((one) => (
              <tr key={one.ueid}>
                <td className="hz-right">
                  {one.order}
                  {one.reserve && ` (${t('lot.reserve')})`}
                </td>
                <th scope="row">
                  <Link className="hz-strong" to={`/instruments/${one.ueid}`}>
                    {one.serialNumber}
                  </Link>{' '}
                  {one.model}
                </th>
                <td>
                  {one.place} · {one.region}
                </td>
                <td>{one.stratum === 'whole' ? t('lot.whole') : one.stratum}</td>
                <td>
                  <ToneTag tone={tone[one.state]}>{t(`lot.state.${one.state}`)}</ToneTag>
                  {one.reason && <div className="hz-soft">{one.reason}</div>}
                </td>
                <td className="hz-right">{one.worst === undefined ? '' : numberText(one.worst, language, 3)}</td>
                <td>
                  {mayNote && one.state === 'outstanding' && (
                    <Button
                      size="small"
                      aria-expanded={asking === one.ueid}
                      aria-label={`${t('lot.unreached')}: ${one.serialNumber}`}
                      onClick={() => setAsking(asking === one.ueid ? undefined : one.ueid)}
                    >
                      {t('lot.unreached')}
                    </Button>
                  )}
                  {asking === one.ueid && (
                    <Unreached
                      lot={lot.summary.id}
                      ueid={one.ueid}
                      onChanged={(next) => {
                        setAsking(undefined);
                        onChanged(next);
                      }}
                    />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
    </Card>
  );
}

function Unreached({ lot, ueid, onChanged }: { lot: string; ueid: string; onChanged: (lot: LotAnswer) => void }) {
  const { t, say } = useWords();
  const { message } = App.useApp();
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const send = async () => {
    setBusy(true);
    try {
      onChanged(await post<LotAnswer>(`/lots/${encodeURIComponent(lot)}/unreached`, { ueid, reason: reason.trim() }));
    } catch (fault) {
      message.error(say(asApiError(fault).text));
      setBusy(false);
    }
  };
  return (
    <form
      className="hz-stack"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Field label={t('lot.unreachedText')}>
        {(id) => <Input id={id} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      <Button htmlType="submit" loading={busy} disabled={reason.trim() === ''}>
        {t('lot.unreachedSend')}
      </Button>
    </form>
  );
}
