import { useCallback, useMemo, useState } from 'react';
import type { DraftAnswer, Procedure } from '../../api/types.js';
import { useSession } from '../../app/session.js';
import { useWords } from '../../language/language.js';
import { SheetResult } from './SheetResult.js';
import { SheetStepCard } from './SheetStepCard.js';
import { beginSheet, formOfDraft, sheetReadings } from './sheet-form.js';
import { useComputation } from './use-computation.js';

/** The steps of a procedure as a form, and beside it what the readings come to so far. */
export function GuidedSheet({ procedure, draft }: { procedure: Procedure; draft: DraftAnswer | undefined }) {
  const { say } = useWords();
  const [form, setForm] = useState(() => beginSheet(procedure, draft));
  const occasion = form.texts.occasion ?? 'in-service';

  const write = useCallback(
    (path: string, text: string) =>
      setForm((before) => {
        const texts = { ...before.texts, [path]: text };
        // Another occasion asks for other loads: those that nobody has changed yet follow it.
        if (path === 'occasion' && draft && text !== before.texts.occasion) {
          const next = formOfDraft(procedure, { ...draft, readings: { ...draft.readings, occasion: text } }, text);
          const typed = Object.entries(texts).filter(([name]) => /indication|additional|reading|after/i.test(name));
          return typed.some(([, value]) => value !== '')
            ? { ...before, texts }
            : { ...next, texts: { ...next.texts, occasion: text } };
        }
        return { ...before, texts };
      }),
    [draft, procedure],
  );

  // Who measured is who acts; the server holds a record to that.
  const { session } = useSession();
  const person = session?.person;
  const readings = useMemo(
    () => ({
      ...sheetReadings(procedure, form, draft?.readings ?? {}, occasion),
      ...(person && { person: person.id, authority: person.authority }),
    }),
    [procedure, form, draft, occasion, person],
  );
  // What the register says of the instrument is shown and not asked; what it does not know a person writes down.
  const known = useMemo(
    () => new Set(draft ? Object.keys(formOfDraft(procedure, draft, 'in-service').texts) : []),
    [procedure, draft],
  );
  const { answer, error } = useComputation(procedure.name, readings);

  return (
    <div className="hz-two">
      <div className="hz-stack" style={{ gap: 16 }}>
        <p className="hz-soft" style={{ margin: 0 }}>
          {say(procedure.basis)} · <span className="hz-mono">{procedure.rules}</span>
        </p>
        {procedure.steps.map((step, place) => (
          <SheetStepCard
            key={step.id}
            step={step}
            number={place + 1}
            form={form}
            occasion={occasion}
            known={known}
            answer={answer}
            onWrite={write}
            onForm={setForm}
          />
        ))}
      </div>
      <div className="hz-aside">
        <SheetResult
          procedure={procedure}
          answer={answer}
          error={error}
          readings={readings}
          instrument={draft?.instrument}
        />
      </div>
    </div>
  );
}
