import { App, Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { post } from '../../api/client.js';
import { type ApiError, asApiError } from '../../api/errors.js';
import type { ComputeAnswer, KeepSheetAnswer, Procedure, SheetNote } from '../../api/types.js';
import { useSession } from '../../app/session.js';
import { ToneTag } from '../../components/LevelTag.js';
import { numberText } from '../../components/numbers.js';
import { ErrorState, Loading, Notice } from '../../components/states.js';
import { Card } from '../../components/View.js';
import { useWords } from '../../language/language.js';
import type { Tone } from '../../theme/tokens.js';
import { SheetTableView } from './SheetTableView.js';

const outcomeTone: Record<ComputeAnswer['outcome'], Tone> = {
  'needs-data': 'unknown',
  incomplete: 'notice',
  pass: 'good',
  fail: 'bad',
};
const noteTone: Record<SheetNote['severity'], Tone> = { missing: 'notice', blocks: 'bad', doubt: 'unknown' };

/** What the readings come to now, what is missing, and the button that records the check. */
export function SheetResult({
  procedure,
  answer,
  error,
  readings,
  instrument,
}: {
  procedure: Procedure;
  answer: ComputeAnswer | undefined;
  error: ApiError | undefined;
  readings: Record<string, unknown>;
  instrument: string | undefined;
}) {
  const { t, say, language } = useWords();
  if (!answer) return error ? <ErrorState error={error} /> : <Loading rows={6} />;
  // What the server sets by itself is nothing that a person could fill in.
  const notes = answer.notes.filter(({ path }) => !setByServer(procedure, path));
  return (
    <Card
      title={t('sheet.result')}
      extra={
        <span role="status">
          <ToneTag tone={outcomeTone[answer.outcome]}>{say(answer.outcomeText)}</ToneTag>
        </span>
      }
    >
      <div className="hz-stack">
        {error && <ErrorState error={error} />}
        {(answer.outcome === 'pass' || answer.outcome === 'fail') && !answer.certain && (
          <Notice tone="notice">{t('sheet.certainNot')}</Notice>
        )}
        {answer.requirements.length > 0 && (
          <>
            <h3>{t('sheet.requirements')}</h3>
            <ul className="hz-plain-list">
              {answer.requirements.map((one) => (
                <li key={one.code} className="hz-row">
                  <ToneTag tone={one.met ? 'good' : 'bad'}>{t(one.met ? 'outcome.pass' : 'outcome.fail')}</ToneTag>
                  <span>
                    {say(one.text)}: {numberText(one.value / 1000, language)} g{' '}
                    <span className="hz-soft">
                      ({one.code === 'discrimination' ? '≥' : '≤'} {numberText(one.limit / 1000, language)} g,{' '}
                      {one.clause})
                    </span>
                  </span>
                </li>
              ))}
            </ul>
          </>
        )}
        <h3>{t('sheet.notes')}</h3>
        {notes.length === 0 ? t('sheet.noNotes') : <Notes notes={notes} />}
        <Keep procedure={procedure} answer={answer} readings={readings} instrument={instrument} />
        {answer.table && (
          <details>
            <summary>{t('sheet.whole')}</summary>
            <SheetTableView table={answer.table} />
          </details>
        )}
      </div>
    </Card>
  );
}

function setByServer(procedure: Procedure, path: string): boolean {
  return (
    path === 'instrument' ||
    procedure.steps.some(({ fields }) => fields.some(({ name, given }) => name === path && given === 'session'))
  );
}

function Notes({ notes }: { notes: readonly SheetNote[] }) {
  const { t, say } = useWords();
  const goTo = ({ path, step }: SheetNote) => {
    const target = document.getElementById(`sheet-${path}`) ?? document.getElementById(`step-${step}`);
    target?.scrollIntoView({ block: 'center' });
    (target?.matches('input') ? target : target?.querySelector('input'))?.focus({ preventScroll: true });
  };
  return (
    <ul className="hz-reasons">
      {notes.map((note) => (
        <li key={`${note.code} ${note.step} ${note.path} ${note.text.en}`}>
          <ToneTag tone={noteTone[note.severity]}>{t(`sheet.note.${note.severity}`)}</ToneTag>
          <button type="button" className="hz-plain hz-left" onClick={() => goTo(note)}>
            {say(note.text)}
          </button>
        </li>
      ))}
    </ul>
  );
}

function Keep({
  procedure,
  answer,
  readings,
  instrument,
}: {
  procedure: Procedure;
  answer: ComputeAnswer;
  readings: Record<string, unknown>;
  instrument: string | undefined;
}) {
  const { t } = useWords();
  const { message } = App.useApp();
  const { session } = useSession();
  const [busy, setBusy] = useState(false);
  const [kept, setKept] = useState<KeepSheetAnswer | undefined>(undefined);
  const [error, setError] = useState<ApiError | undefined>(undefined);
  if (instrument === undefined) return null;
  const keep = async () => {
    setBusy(true);
    setError(undefined);
    try {
      setKept(await post<KeepSheetAnswer>('/sheets', { procedure: procedure.name, readings }));
      message.success(t('sheet.kept'));
    } catch (reason) {
      setError(asApiError(reason));
    } finally {
      setBusy(false);
    }
  };
  if (kept)
    return (
      <Notice tone={kept.outcome === 'pass' ? 'good' : 'bad'} role="status" title={t('sheet.kept')}>
        <p style={{ margin: '0 0 4px' }} className="hz-mono">
          {t('sheet.keptText', { id: kept.verification, sha256: kept.sha256 })} {kept.repeated && t('sheet.keptBefore')}
        </p>
        <Link to={`/cases?instrument=${instrument}`}>{t('sheet.toCases')}</Link>
      </Notice>
    );
  return (
    <>
      {error && <ErrorState error={error} />}
      {!session?.person && <span className="hz-soft">{t('sheet.needsPerson')}</span>}
      <Button type="primary" loading={busy} disabled={!answer.complete || !session?.person} onClick={() => void keep()}>
        {t('sheet.keep')}
      </Button>
    </>
  );
}
