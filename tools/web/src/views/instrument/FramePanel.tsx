import { useResource } from '../../api/resource.js';
import type { FrameDetail } from '../../api/types.js';
import { ToneTag } from '../../components/LevelTag.js';
import { Notice, Shown } from '../../components/states.js';
import { Card } from '../../components/View.js';
import { useWords } from '../../language/language.js';

/** One frame as it stands in the store: its signature verified again, its diagnostic notation, its bytes. More than one is a fork. */
export function FramePanel({ instrument, sequence }: { instrument: string; sequence: number }) {
  const { t, say } = useWords();
  const detail = useResource<FrameDetail>(`/instruments/${instrument}/frames/${sequence}`);
  return (
    <Card title={t('instrument.frame', { n: sequence })}>
      <Shown of={detail} rows={8}>
        {({ frames }) => (
          <div className="hz-stack">
            {frames.length > 1 && <Notice tone="bad">{t('instrument.forkText', { n: frames.length })}</Notice>}
            {frames.map((frame) => (
              <div key={frame.id} className="hz-stack" style={{ gap: 8 }}>
                <div className="hz-row">
                  <ToneTag tone={frame.signature.valid ? 'good' : 'bad'}>{say(frame.signature.text)}</ToneTag>
                  <span className="hz-soft">
                    {frame.link} · {frame.bytes} B
                  </span>
                </div>
                <div className="hz-mono hz-soft">{frame.id}</div>
                <h3>{t('instrument.diagnostic')}</h3>
                {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
                <pre className="hz-frame hz-mono" tabIndex={0}>
                  {frame.diagnostic}
                </pre>
                <details>
                  <summary>{t('instrument.hex')}</summary>
                  {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
                  <pre className="hz-frame hz-mono" tabIndex={0}>
                    {frame.hex}
                  </pre>
                </details>
              </div>
            ))}
          </div>
        )}
      </Shown>
    </Card>
  );
}
