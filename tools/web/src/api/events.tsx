import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { ConsoleEvents } from './types.js';

/** How the stream of live news stands: a person must know whether what is on the screen is live. */
export type LiveState = 'connecting' | 'live' | 'lost';

type Listener = (data: unknown) => void;

interface EventStream {
  readonly state: LiveState;
  /** Calls `listener` for every event `name`; the stream itself is one for the whole page. */
  listen(name: string, listener: Listener): () => void;
}

const StreamContext = createContext<EventStream | undefined>(undefined);

/** The one server-sent event stream of the page. Without a session there is none. */
export function EventStreamProvider({ active, children }: { active: boolean; children: ReactNode }) {
  const [state, setState] = useState<LiveState>('connecting');
  const listeners = useRef(new Map<string, Set<Listener>>());
  const source = useRef<EventSource | undefined>(undefined);
  const attached = useRef(new Set<string>());

  useEffect(() => {
    if (!active) return;
    const stream = new EventSource('/api/events');
    source.current = stream;
    attached.current = new Set();
    for (const name of listeners.current.keys()) attach(stream, name, attached.current, listeners.current);
    stream.onopen = () => setState('live');
    // The browser tries again by itself, unless the server refused for good.
    stream.onerror = () => setState('lost');
    return () => {
      stream.close();
      source.current = undefined;
      setState('connecting');
    };
  }, [active]);

  const value = useMemo<EventStream>(
    () => ({
      state,
      listen(name, listener) {
        const set = listeners.current.get(name) ?? new Set();
        listeners.current.set(name, set.add(listener));
        if (source.current) attach(source.current, name, attached.current, listeners.current);
        return () => {
          set.delete(listener);
        };
      },
    }),
    [state],
  );
  return <StreamContext value={value}>{children}</StreamContext>;
}

function attach(stream: EventSource, name: string, attached: Set<string>, listeners: Map<string, Set<Listener>>): void {
  if (attached.has(name)) return;
  attached.add(name);
  stream.addEventListener(name, (event) => {
    const data: unknown = JSON.parse((event as MessageEvent<string>).data);
    for (const listener of listeners.get(name) ?? []) listener(data);
  });
}

export function useLiveState(): LiveState {
  const stream = useContext(StreamContext);
  if (!stream) throw new Error('useLiveState is used outside EventStreamProvider');
  return stream.state;
}

/** Calls the newest `handler` for every event `name` while the component is shown. */
export function useEvents<Name extends keyof ConsoleEvents>(
  name: Name,
  handler: (data: ConsoleEvents[Name]) => void,
): void {
  const stream = useContext(StreamContext);
  if (!stream) throw new Error('useEvents is used outside EventStreamProvider');
  const newest = useRef(handler);
  useEffect(() => {
    newest.current = handler;
  });
  const { listen } = stream;
  useEffect(() => listen(name, (data) => newest.current(data as ConsoleEvents[Name])), [listen, name]);
}
