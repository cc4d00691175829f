import type { ApiError } from '../../api/errors.js';
import type { CaseRefusal } from '../../api/types.js';
import { ErrorState } from '../../components/states.js';
import { useWords } from '../../language/language.js';

/** An error of a case; where the step was refused, all that stands against it. */
export function CaseError({ error }: { error: ApiError }) {
  const { say } = useWords();
  const refusals = refusalsOf(error);
  return (
    <div className="hz-stack" style={{ gap: 6 }}>
      <ErrorState error={error} />
      {refusals.length > 0 && (
        <ul>
          {refusals.map((one) => (
            <li key={`${one.code} ${one.detail}`}>{say(one.text)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function refusalsOf({ body }: ApiError): readonly CaseRefusal[] {
  const { refusals } = (body ?? {}) as { refusals?: readonly CaseRefusal[] };
  return Array.isArray(refusals) ? refusals : [];
}
