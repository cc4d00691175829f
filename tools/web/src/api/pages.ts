import { useCallback, useEffect, useRef, useState } from 'react';
import { get, type Query } from './client.js';
import { type ApiError, asApiError } from './errors.js';

/** A list that comes page by page. */
export interface Pages<Page, Row> {
  readonly rows: readonly Row[];
  /** The first page, which says how many there are. */
  readonly first: Page | undefined;
  readonly loading: boolean;
  readonly error: ApiError | undefined;
  readonly complete: boolean;
  /** Reads the next page, unless one is being read or that was all. */
  more(): void;
  reload(): void;
}

/** Reads a list under `path` page by page; another query begins anew and keeps the old rows until its first page is here. */
export function usePages<Page, Row>(
  path: string,
  query: Query,
  rowsOf: (page: Page) => readonly Row[],
  nextOf: (page: Page) => string | null | undefined,
): Pages<Page, Row> {
  const key = JSON.stringify([path, query]);
  const [state, setState] = useState<{
    key: string;
    rows: readonly Row[];
    first: Page | undefined;
    next: string | undefined;
    error: ApiError | undefined;
    loading: boolean;
  }>({ key: '', rows: [], first: undefined, next: undefined, error: undefined, loading: true });
  const [turn, setTurn] = useState(0);
  const readers = useRef({ rowsOf, nextOf });
  readers.current = { rowsOf, nextOf };
  const reading = useRef<AbortController | undefined>(undefined);

  const read = useCallback((forKey: string, cursor: string | undefined) => {
    reading.current?.abort();
    const abort = new AbortController();
    reading.current = abort;
    const [wanted, wantedQuery] = JSON.parse(forKey) as [string, Query];
    setState((before) => ({ ...before, loading: true, error: undefined }));
    get<Page>(wanted, { ...wantedQuery, cursor }, abort.signal)
      .then(
        (page) => {
          const rows = readers.current.rowsOf(page);
          const next = readers.current.nextOf(page) ?? undefined;
          setState((before) => ({
            key: forKey,
            rows: cursor === undefined ? rows : [...before.rows, ...rows],
            first: cursor === undefined ? page : before.first,
            next,
            error: undefined,
            loading: false,
          }));
        },
        (reason) => {
          if (!abort.signal.aborted) setState((before) => ({ ...before, loading: false, error: asApiError(reason) }));
        },
      )
      .finally(() => {
        if (reading.current === abort) reading.current = undefined;
      });
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` reads the same list again
  useEffect(() => {
    read(key, undefined);
    return () => reading.current?.abort();
  }, [key, turn, read]);

  const { next, key: shownKey, error } = state;
  const more = useCallback(() => {
    if (next !== undefined && shownKey === key && !reading.current && !error) read(key, next);
  }, [next, shownKey, key, read, error]);
  const reload = useCallback(() => setTurn((before) => before + 1), []);
  return {
    rows: state.rows,
    first: state.first,
    loading: state.loading,
    error,
    complete: next === undefined && !state.loading,
    more,
    reload,
  };
}
