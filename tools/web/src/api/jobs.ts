import { useCallback, useEffect, useState } from 'react';
import { get, remove } from './client.js';
import { type ApiError, asApiError } from './errors.js';
import { useEvents } from './events.js';
import type { Job } from './types.js';

export interface Work {
  readonly job: Job | undefined;
  readonly error: ApiError | undefined;
  cancel(): void;
  reload(): void;
}

/** A job as it goes: read once, then kept up to date by the stream of events. */
export function useJob(id: string | undefined): Work {
  const [job, setJob] = useState<Job | undefined>(undefined);
  const [error, setError] = useState<ApiError | undefined>(undefined);
  const read = useCallback(() => {
    if (id === undefined) return;
    get<Job>(`/jobs/${encodeURIComponent(id)}`).then(
      (next) => {
        setJob(next);
        setError(undefined);
      },
      (reason) => setError(asApiError(reason)),
    );
  }, [id]);
  useEffect(() => {
    setJob(undefined);
    setError(undefined);
    read();
  }, [read]);
  useEvents('job', (news) => {
    if (news.id === id) setJob(news);
  });
  const cancel = useCallback(() => {
    if (id !== undefined)
      remove(`/jobs/${encodeURIComponent(id)}`).catch((reason: unknown) => setError(asApiError(reason)));
  }, [id]);
  return { job: job?.id === id ? job : undefined, error, cancel, reload: read };
}
