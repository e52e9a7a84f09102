import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import Plot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { answerOf, engine, type Shape } from '../api/engine.js';
import { useClock } from '../app/engine-time.js';
import { useFormat } from '../app/format.js';
import { usePreferences } from '../app/preferences.js';
import { Loading } from './list.js';
import { Problem } from './problem.js';
import { Table } from './table.js';
import { Count, Day, Money } from './values.js';

/** Certificates by day: as a line, and as a table for those who do not see it. */
export function SeriesChart(): ReactNode {
  const t = useTranslations('home');
  const { data: clock } = useClock();
  const now = clock?.now;
  const { data, error } = useQuery({
    queryKey: ['series', now?.slice(0, 10)],
    queryFn: () => answerOf(engine.GET('/ops/v1/series', { params: { query: lastDays(now ?? '') } })),
    enabled: now !== undefined,
  });
  if (data === undefined) return error === null ? <Loading /> : <Problem failure={error} />;
  return (
    <>
      <Line days={data.items} />
      <details>
        <summary>{t('asTable')}</summary>
        <Table
          caption={t('series')}
          rows={data.items.toReversed()}
          keyOf={({ day }) => day}
          empty={t('noSeries')}
          columns={[
            { head: t('day'), cell: ({ day }) => <Day on={day} /> },
            { head: t('contractedShort'), cell: ({ contracted }) => <Count value={contracted} />, figure: true },
            {
              head: t('premium'),
              cell: ({ premium }) =>
                Object.entries(premium).map(([currency, cents]) => (
                  <div key={currency}>
                    <Money cents={Number(cents)} currency={currency} />
                  </div>
                )),
              figure: true,
            },
          ]}
        />
      </details>
    </>
  );
}

const [height, dayMs, shownDays] = [180, 24 * 60 * 60 * 1000, 30];

/** The last days of the engine's time: in a sandbox it is not that of the wall. */
function lastDays(now: string): { readonly from: string; readonly to: string } {
  const day = (moment: number): string => new Date(moment).toISOString().slice(0, 10);
  const today = Date.parse(now);
  return { from: day(today - (shownDays - 1) * dayMs), to: day(today) };
}

function Line({ days }: { readonly days: readonly Shape<'SeriesDay'>[] }): ReactNode {
  const t = useTranslations('home');
  const place = useRef<HTMLDivElement>(null);
  const { theme } = usePreferences();
  const format = useFormat();
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const color = (name: string): string => getComputedStyle(element).getPropertyValue(name);
    const axis = { stroke: color('--faint'), grid: { stroke: color('--line'), width: 1 } };
    const plot = new Plot(
      {
        width: element.clientWidth,
        height,
        legend: { show: false },
        cursor: { show: false },
        series: [{}, { stroke: color('--accent'), width: 2, points: { show: true, size: 5 } }],
        axes: [
          {
            ...axis,
            space: 110,
            values: (_, moments) => moments.map((each) => format.day(new Date(each * 1000).toISOString())),
          },
          { ...axis, size: 60, incrs: [1, 2, 5, 10, 50, 100, 500, 1_000, 5_000, 10_000, 100_000] },
        ],
        scales: { y: { range: (_, __, most) => [0, Math.max(4, most)] } },
      },
      [days.map(({ day }) => Date.parse(day) / 1000), days.map(({ contracted }) => contracted)],
      element,
    );
    const fit = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height }));
    fit.observe(element);
    return () => {
      fit.disconnect();
      plot.destroy();
    };
  }, [days, theme, format]);
  return <div ref={place} className="chart" role="img" aria-label={t('chart', { days: days.length })} />;
}
