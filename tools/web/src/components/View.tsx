import { type ReactNode, useEffect, useRef } from 'react';
import { useWords } from '../language/language.js';

/** One view: its heading takes the focus when the view opens, so that a screen reader says where one is. */
export function View({
  title,
  lead,
  actions,
  children,
}: {
  title: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { t } = useWords();
  useEffect(() => {
    if (document.activeElement === document.body || document.activeElement?.tagName === 'A')
      heading.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    document.title = `${heading.current?.textContent ?? ''} · ${t('app.name')}`;
  });
  return (
    <div className="hz-view">
      <div className="hz-title">
        <h1 ref={heading} tabIndex={-1} style={{ outline: 'none' }}>
          {title}
        </h1>
        <span className="hz-spring" />
        {actions && <div className="hz-row">{actions}</div>}
        {lead && <p>{lead}</p>}
      </div>
      {children}
    </div>
  );
}

/** A part of a view with a heading of its own. */
export function Card({
  title,
  extra,
  children,
  label,
}: {
  title?: ReactNode;
  extra?: ReactNode;
  children: ReactNode;
  label?: string;
}) {
  return (
    <section className="hz-card" aria-label={label ?? (typeof title === 'string' ? title : undefined)}>
      {(title || extra) && (
        <div className="hz-row" style={{ marginBottom: 12 }}>
          {title && <h2 style={{ margin: 0 }}>{title}</h2>}
          <span className="hz-spring" />
          {extra}
        </div>
      )}
      {children}
    </section>
  );
}

/** Names and values, one below the other. A value that is undefined is left out; null says that nothing is known. */
export function Facts({ rows }: { rows: readonly (readonly [string, ReactNode | undefined])[] }) {
  const { t } = useWords();
  return (
    <dl className="hz-facts">
      {rows.map(([name, value]) =>
        value === undefined ? null : (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value ?? t('value.none')}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
