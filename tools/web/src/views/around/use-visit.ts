import { App } from 'antd';
import { useCallback, useState } from 'react';
import { useNavigate } from 'react-router';
import { post } from '../../api/client.js';
import { asApiError } from '../../api/errors.js';
import type { JobAccepted } from '../../api/types.js';
import { useWords } from '../../language/language.js';

/** Begins visits: by radio to an address, by cable to a port; then shows how they go. */
export function useVisit() {
  const [beginning, setBeginning] = useState<string | undefined>(undefined);
  const { message } = App.useApp();
  const { say } = useWords();
  const navigate = useNavigate();

  const begin = useCallback(
    async (what: string, path: string, body: unknown) => {
      setBeginning(what);
      try {
        const { job } = await post<JobAccepted>(path, body);
        await navigate(`/visits/${encodeURIComponent(job)}`);
      } catch (reason) {
        const { text, code } = asApiError(reason);
        message.error({ content: `${say(text)} (${code})`, duration: 8 });
      } finally {
        setBeginning(undefined);
      }
    },
    [message, navigate, say],
  );
  return {
    beginning,
    visit: useCallback(
      (address: string) => void begin(address, `/around/${encodeURIComponent(address)}/visit`, {}),
      [begin],
    ),
    visitPort: useCallback((path: string) => void begin(path, '/ports/visit', { path }), [begin]),
  };
}
