import { useCallback, useEffect, useRef, useState } from 'react';
import { get, type Query } from './client.js';
import { type ApiError, asApiError } from './errors.js';

/** Something that the server keeps, as the page has it now. While it is read again the earlier value stays. */
export interface Resource<Value> {
  readonly value: Value | undefined;
  readonly error: ApiError | undefined;
  readonly loading: boolean;
  reload(): void;
  /** Puts in what is known already, for instance from an answer to a change. */
  replace(value: Value): void;
}

/** Reads `path` whenever it or the query changes; nothing while `path` is undefined. */
export function useResource<Value>(path: string | undefined, query?: Query): Resource<Value> {
  const key = path === undefined ? undefined : JSON.stringify([path, query ?? {}]);
  const [state, setState] = useState<{ key: string | undefined; value?: Value; error?: ApiError; loading: boolean }>({
    key,
    loading: key !== undefined,
  });
  const [turn, setTurn] = useState(0);
  const lastPath = useRef(path);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` asks again for the same thing
  useEffect(() => {
    if (key === undefined) return;
    const abort = new AbortController();
    const [wanted, wantedQuery] = JSON.parse(key) as [string, Query];
    const same = lastPath.current === wanted;
    lastPath.current = wanted;
    // Another filter of the same list keeps the list until the new one comes; another thing does not show the old one.
    setState((before) => ({ key, loading: true, ...(same && before.value !== undefined && { value: before.value }) }));
    get<Value>(wanted, wantedQuery, abort.signal).then(
      (value) => setState({ key, value, loading: false }),
      (error) => {
        if (!abort.signal.aborted) setState({ key, error: asApiError(error), loading: false });
      },
    );
    return () => abort.abort();
  }, [key, turn]);

  const reload = useCallback(() => setTurn((before) => before + 1), []);
  const replace = useCallback((value: Value) => setState({ key, value, loading: false }), [key]);
  return { value: state.value, error: state.error, loading: state.loading, reload, replace };
}
