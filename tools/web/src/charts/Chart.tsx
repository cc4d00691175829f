import type { EChartsOption } from 'echarts/types/dist/shared';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { type ApiError, asApiError } from '../api/errors.js';
import { ErrorState } from '../components/states.js';
import { useWords } from '../language/language.js';
import { useMedia, useThemeChoice } from '../theme/theme.js';
import { chartBase } from './chart-base.js';

type Instance = ReturnType<typeof import('./echarts.js').init>;

/**
 * A picture of data. `label` says in words what it shows; `table` gives the same data as a table, which a button opens: a picture alone tells
 * nothing to those who do not see it.
 */
export function Chart({
  option,
  label,
  table,
  height = 300,
}: {
  option: EChartsOption;
  label: string;
  table?: ReactNode;
  height?: number;
}) {
  const { t } = useWords();
  const { dark } = useThemeChoice();
  const still = useMedia('(prefers-reduced-motion: reduce)');
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<Instance | undefined>(undefined);
  const newest = useRef(option);
  const [fault, setFault] = useState<ApiError | undefined>(undefined);
  const [open, setOpen] = useState(false);
  const id = useId();

  useEffect(() => {
    newest.current = option;
    chart.current?.setOption({ ...chartBase(dark, still), ...option }, { notMerge: true });
  }, [option, dark, still]);

  useEffect(() => {
    let gone = false;
    const element = box.current!;
    const watcher = new ResizeObserver(() => chart.current?.resize());
    import('./echarts.js').then(
      ({ init }) => {
        if (gone) return;
        chart.current = init(element, dark ? 'dark' : undefined, { renderer: 'canvas' });
        chart.current.setOption({ ...chartBase(dark, still), ...newest.current }, { notMerge: true });
        watcher.observe(element);
      },
      (error) => setFault(asApiError(error)),
    );
    return () => {
      gone = true;
      watcher.disconnect();
      chart.current?.dispose();
      chart.current = undefined;
    };
  }, [dark, still]);

  if (fault) return <ErrorState error={fault} />;
  return (
    <figure style={{ margin: 0 }}>
      <div ref={box} role="img" aria-label={label} style={{ height, width: '100%' }} />
      {table && (
        <figcaption>
          <button
            type="button"
            className="hz-plain"
            aria-expanded={open}
            aria-controls={id}
            onClick={() => setOpen(!open)}
          >
            {t(open ? 'table.hide' : 'table.show')}
          </button>
          <div id={id} className="hz-scroll" tabIndex={open ? 0 : undefined} style={{ maxHeight: 320 }} hidden={!open}>
            {open && table}
          </div>
        </figcaption>
      )}
    </figure>
  );
}
