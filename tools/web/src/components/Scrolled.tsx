import type { ReactNode } from 'react';

/** What may be wider than the page scrolls by itself, and can be reached by keyboard. */
export function Scrolled({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div role="group" className="hz-scroll" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
