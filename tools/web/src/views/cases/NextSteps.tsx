import { Button } from 'antd';
import { useState } from 'react';
import type { CaseAnswer, CaseNextStep } from '../../api/types.js';
import { ToneTag } from '../../components/LevelTag.js';
import { Notice } from '../../components/states.js';
import { Card } from '../../components/View.js';
import { useWords } from '../../language/language.js';
import { StepForm } from './StepForm.js';

/** What the phase has room for: allowed steps with a form, the others with all that stands against them. */
export function NextSteps({ of, onTaken }: { of: CaseAnswer; onTaken: () => void }) {
  const { t } = useWords();
  const [open, setOpen] = useState<string | undefined>(undefined);
  const sorted = of.steps.toSorted((a, b) => Number(b.allowed) - Number(a.allowed));
  return (
    <Card
      title={t('case.next')}
      extra={of.actor && <span className="hz-soft">{t('case.nextFor', { name: of.actor.person })}</span>}
    >
      {!of.actor ? (
        <Notice tone="unknown">{t('case.noActor')}</Notice>
      ) : sorted.length === 0 ? (
        t('case.noSteps')
      ) : (
        <ul className="hz-next">
          {sorted.map((step) => (
            <li key={step.name}>
              <StepLine
                step={step}
                open={open === step.name}
                onOpen={() => setOpen(open === step.name ? undefined : step.name)}
              />
              {open === step.name && (
                <StepForm
                  key={`${step.name} ${of.last}`}
                  of={of}
                  step={step}
                  onTaken={() => {
                    setOpen(undefined);
                    onTaken();
                  }}
                />
              )}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function StepLine({ step, open, onOpen }: { step: CaseNextStep; open: boolean; onOpen: () => void }) {
  const { t, say, language } = useWords();
  const separator = language === 'zh' ? '、' : ', ';
  return (
    <div className="hz-stack" style={{ gap: 4 }}>
      <div className="hz-row">
        <ToneTag tone={step.allowed ? 'good' : 'unknown'}>{t(step.allowed ? 'case.allowed' : 'case.refused')}</ToneTag>
        <strong>{say(step.text)}</strong>
        <span className="hz-soft">
          {t('case.roles', { roles: step.roles.map(({ text }) => say(text)).join(separator) })}
        </span>
        <span className="hz-spring" />
        {step.allowed && (
          <Button aria-expanded={open} aria-label={`${t('case.take')}: ${say(step.text)}`} onClick={onOpen}>
            {open ? t('case.close') : t('case.take')}
          </Button>
        )}
      </div>
      {step.refusals.length > 0 && (
        <ul>
          {step.refusals.map((one) => (
            <li key={`${one.code} ${one.detail}`}>{say(one.text)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
