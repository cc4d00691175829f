import { useEffect, useRef } from 'react';
import { Outlet, useLocation } from 'react-router';
import { EventStreamProvider, useLiveState } from '../api/events.js';
import { Loading, Notice } from '../components/states.js';
import { useWords } from '../language/language.js';
import { Head } from './Head.js';
import { Navigation } from './Navigation.js';
import { SessionNeeded } from './SessionNeeded.js';
import { SessionProvider, useSession } from './session.js';

/** The frame of the page with its landmarks: head, navigation, content. */
export function Shell() {
  return (
    <SessionProvider>
      <Framed />
    </SessionProvider>
  );
}

function Framed() {
  const { session } = useSession();
  const { t } = useWords();
  return (
    <EventStreamProvider active={session !== undefined}>
      <a className="hz-skip" href="#content">
        {t('app.skip')}
      </a>
      <div className="hz-shell">
        <Head />
        <Navigation />
        <Content />
      </div>
    </EventStreamProvider>
  );
}

function Content() {
  const { session, opening, error } = useSession();
  const { t } = useWords();
  const live = useLiveState();
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another view begins at its top
  useEffect(() => {
    // Browsers give a promise back, which is no clean-up.
    void main.current?.scrollTo(0, 0);
  }, [pathname]);
  return (
    <main id="content" ref={main} className="hz-main" tabIndex={-1}>
      {session && live === 'lost' && (
        <div style={{ maxWidth: 1320, margin: '0 auto 16px' }}>
          <Notice tone="warn" role="alert" title={t('offline.title')}>
            {t('offline.text')}
          </Notice>
        </div>
      )}
      {session ? <Outlet /> : opening ? <Loading /> : <SessionNeeded error={error} />}
    </main>
  );
}
