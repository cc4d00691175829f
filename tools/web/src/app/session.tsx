import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { get, post, remove, setCsrfToken } from '../api/client.js';
import { type ApiError, asApiError } from '../api/errors.js';
import type { Role, Session } from '../api/types.js';
import { takeToken } from './token.js';

interface SessionState {
  readonly session: Session | undefined;
  /** Whether it is being found out. */
  readonly opening: boolean;
  readonly error: ApiError | undefined;
  /** Opens a session with a one-time token. */
  open(token: string): void;
  /** Looks again whether there is one. */
  begin(): void;
  /** Chooses who acts, and in which of that person's roles. */
  choosePerson(person: string, role: Role): Promise<void>;
  end(): Promise<void>;
}

const SessionContext = createContext<SessionState | undefined>(undefined);

/** The session of this page: by the token of the address once, by a cookie that scripts cannot read from then on. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const [session, setSession] = useState<Session | undefined>(undefined);
  const [opening, setOpening] = useState(true);
  const [error, setError] = useState<ApiError | undefined>(undefined);
  const began = useRef(false);

  const take = useCallback((work: Promise<Session>) => {
    setOpening(true);
    setError(undefined);
    work
      .then(
        (next) => {
          setCsrfToken(next.csrfToken);
          setSession(next);
        },
        (reason) => setError(asApiError(reason)),
      )
      .finally(() => setOpening(false));
  }, []);

  const open = useCallback((token: string) => take(post<Session>('/session', { token })), [take]);
  const begin = useCallback(() => take(get<Session>('/session')), [take]);

  useEffect(() => {
    // A one-time token is used once, also where effects run twice.
    if (began.current) return;
    began.current = true;
    const token = takeToken();
    if (token === undefined) begin();
    else open(token);
  }, [begin, open]);

  const state = useMemo<SessionState>(
    () => ({
      session,
      opening,
      error,
      open,
      begin,
      async choosePerson(person, role) {
        const next = await post<Session>('/session/person', { person, role });
        setCsrfToken(next.csrfToken);
        setSession(next);
      },
      async end() {
        await remove('/session');
        setCsrfToken(undefined);
        setSession(undefined);
      },
    }),
    [session, opening, error, open, begin],
  );
  return <SessionContext value={state}>{children}</SessionContext>;
}

export function useSession(): SessionState {
  const state = useContext(SessionContext);
  if (!state) throw new Error('useSession is used outside SessionProvider');
  return state;
}
