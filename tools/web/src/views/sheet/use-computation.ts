import { useEffect, useState } from 'react';
import { post } from '../../api/client.js';
import { type ApiError, asApiError } from '../../api/errors.js';
import type { ComputeAnswer, ProcedureName } from '../../api/types.js';
import { useDebounced } from '../../components/use-debounced.js';

/** Computes the sheet whenever the readings have rested for a moment. The earlier result stays until the new one is here. */
export function useComputation(procedure: ProcedureName, readings: Record<string, unknown>) {
  const [answer, setAnswer] = useState<ComputeAnswer | undefined>(undefined);
  const [error, setError] = useState<ApiError | undefined>(undefined);
  const settled = useDebounced(JSON.stringify(readings), 200);
  useEffect(() => {
    const abort = new AbortController();
    post<ComputeAnswer>('/sheets/compute', { procedure, readings: JSON.parse(settled) }, abort.signal).then(
      (next) => {
        setAnswer(next);
        setError(undefined);
      },
      (reason) => {
        if (!abort.signal.aborted) setError(asApiError(reason));
      },
    );
    return () => abort.abort();
  }, [procedure, settled]);
  return { answer, error };
}
