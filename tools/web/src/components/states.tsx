import { Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import type { ApiError } from '../api/errors.js';
import type { Resource } from '../api/resource.js';
import { useWords } from '../language/language.js';
import { useThemeChoice } from '../theme/theme.js';
import { type Tone, toneColours } from '../theme/tokens.js';
import { ToneIcon } from './LevelTag.js';

/** The shape of what is coming. Said to a screen reader as well. */
export function Loading({ rows = 4 }: { rows?: number }) {
  const { t } = useWords();
  return (
    <div role="status" aria-live="polite">
      <span className="hz-hidden">{t('state.loading')}</span>
      <div aria-hidden="true">
        <Skeleton active title={false} paragraph={{ rows }} />
      </div>
    </div>
  );
}

/** Nothing there, why, and what one can do. */
export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="hz-stack" style={{ justifyItems: 'center', textAlign: 'center', padding: '36px 16px' }}>
      <svg width="72" height="48" viewBox="0 0 72 48" aria-hidden="true">
        <path
          d="M36 8v30M20 38h32M14 14h44M14 14 7 28h14zM58 14l-7 14h14z"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          strokeLinejoin="round"
          opacity="0.35"
        />
      </svg>
      <strong style={{ fontSize: 16 }}>{title}</strong>
      {children && (
        <div className="hz-soft" style={{ maxWidth: '60ch' }}>
          {children}
        </div>
      )}
      {action}
    </div>
  );
}

/** A message in a frame of its tone. `alert` is said at once by a screen reader. */
export function Notice({
  tone,
  title,
  children,
  action,
  role,
}: {
  tone: Tone;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  role?: 'alert' | 'status';
}) {
  const { dark } = useThemeChoice();
  const { text, back, line } = toneColours(tone, dark);
  return (
    <div className="hz-banner" role={role} style={{ background: back, borderColor: line, color: text }}>
      <span style={{ paddingTop: 3 }}>
        <ToneIcon tone={tone} size={18} />
      </span>
      <div className="hz-stack" style={{ gap: 4, flex: 1 }}>
        {title && <strong>{title}</strong>}
        {children && <div>{children}</div>}
        {action && <div style={{ marginTop: 4 }}>{action}</div>}
      </div>
    </div>
  );
}

/** An error with its code, what it means and what to do. */
export function ErrorState({ error, retry }: { error: ApiError; retry?: () => void }) {
  const { t, say } = useWords();
  return (
    <Notice
      tone="bad"
      role="alert"
      title={say(error.text)}
      action={retry && <Button onClick={retry}>{t('state.retry')}</Button>}
    >
      {error.action && <p style={{ margin: '0 0 4px' }}>{say(error.action)}</p>}
      <span className="hz-mono">
        {t('state.code')}: {error.code}
        {error.status ? ` (HTTP ${error.status})` : ''}
      </span>
    </Notice>
  );
}

/** Shows a resource in the state it is in. An error while an earlier value is there is said above that value. */
export function Shown<Value>({
  of,
  rows,
  children,
}: {
  of: Resource<Value>;
  rows?: number;
  children: (value: Value) => ReactNode;
}) {
  if (of.value === undefined) {
    if (of.error) return <ErrorState error={of.error} retry={of.reload} />;
    return <Loading {...(rows !== undefined && { rows })} />;
  }
  return (
    <>
      {of.error && <ErrorState error={of.error} retry={of.reload} />}
      {children(of.value)}
    </>
  );
}
