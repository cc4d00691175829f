import { Progress } from 'antd';
import type { JobStep } from '../api/types.js';
import { useWords } from '../language/language.js';
import type { Tone } from '../theme/tokens.js';
import { ToneTag } from './LevelTag.js';

const tone: Record<JobStep['state'], Tone> = {
  waiting: 'unknown',
  running: 'notice',
  done: 'good',
  failed: 'bad',
  skipped: 'unknown',
};

/** The steps of a job as they go, each with what it came to. */
export function Steps({ steps }: { steps: readonly JobStep[] }) {
  const { t, say } = useWords();
  return (
    <ol className="hz-steps" aria-live="polite" aria-label={t('visit.steps')}>
      {steps.map((step, place) => (
        <li key={step.name} data-state={step.state} aria-current={step.state === 'running' ? 'step' : undefined}>
          <span className="hz-step-number" aria-hidden="true">
            {place + 1}
          </span>
          <div className="hz-stack" style={{ gap: 2 }}>
            <div className="hz-row">
              <strong>{say(step.title)}</strong>
              <ToneTag tone={tone[step.state]}>{t(`visit.step.${step.state}`)}</ToneTag>
            </div>
            {step.text && <div className="hz-soft">{say(step.text)}</div>}
            {step.state === 'running' && step.share !== undefined && (
              <Progress
                aria-label={t('visit.progress', { name: say(step.title) })}
                percent={Math.round(step.share * 100)}
                size="small"
              />
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}
