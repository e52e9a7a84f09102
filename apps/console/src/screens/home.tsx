import { Link } from '@tanstack/react-router';
import { lazy, Suspense, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine, type Shape } from '../api/engine.js';
import { useFormat } from '../app/format.js';
import { placesFor, type Place } from '../app/navigation.js';
import { useMay, useSession } from '../app/session.js';
import { Loading } from '../ui/list.js';
import { Page, Section } from '../ui/page.js';
import { Reading } from '../ui/reading.js';
import { Moment } from '../ui/values.js';

const Chart = lazy(async () => ({ default: (await import('../ui/chart.js')).SeriesChart }));

/** What waits for somebody, and how the sale goes. */
export function Home(): ReactNode {
  const t = useTranslations('home');
  const may = useMay();
  return (
    <Page title={t('title')}>
      {may('getOverview') ? <Work /> : <Places />}
      {may('getSeries') ? (
        <Section title={t('series')}>
          <Suspense fallback={<Loading />}>
            <Chart />
          </Suspense>
        </Section>
      ) : null}
    </Page>
  );
}

function Work(): ReactNode {
  const t = useTranslations('home');
  return (
    <Reading queryKey={['overview']} read={() => answerOf(engine.GET('/ops/v1/overview'))} every={10_000}>
      {(overview) => <Overview overview={overview} asOf={t('asOf')} />}
    </Reading>
  );
}

type Card = {
  readonly name: 'dammed' | 'waiting' | 'referred' | 'unanswered' | 'contracted';
  readonly to: Place['to'];
};

function Overview({ overview, asOf }: { readonly overview: Shape<'Overview'>; readonly asOf: string }): ReactNode {
  const t = useTranslations('home');
  const format = useFormat();
  const { session } = useSession();
  const open = new Set(placesFor(session?.calls ?? []).map(({ to }) => to));
  const cards: readonly (Card & { readonly count: number; readonly isBad: boolean; readonly note?: string })[] = [
    { name: 'dammed', to: '/webhooks', count: overview.dammed_endpoints, isBad: overview.dammed_endpoints > 0 },
    {
      name: 'waiting',
      to: '/webhooks',
      count: overview.waiting_events,
      isBad: false,
      note: t('oldest', { age: format.seconds(overview.oldest_waiting_seconds) }),
    },
    { name: 'referred', to: '/underwriting', count: overview.referred_quotations, isBad: false },
    { name: 'unanswered', to: '/insurer-questions', count: overview.unanswered_questions, isBad: false },
    { name: 'contracted', to: '/certificates', count: overview.contracted_today, isBad: false },
  ];
  const waits = cards.slice(0, 4).some(({ count }) => count > 0);
  return (
    <>
      {waits ? null : (
        <p className="notice">
          {t('nothing')} {t('last')} <Moment at={overview.last_contracted_at} />
        </p>
      )}
      <ul className="cards">
        {cards
          .filter(({ to }) => open.has(to))
          .map(({ name, to, count, isBad, note }) => (
            <li key={name} className={isBad ? 'card bad' : 'card'}>
              <Link to={to}>
                <strong>{format.count(count)}</strong> {t(name)}
              </Link>
              {note === undefined || count === 0 ? null : <span className="small">{note}</span>}
            </li>
          ))}
      </ul>
      <p className="small">
        {asOf} <Moment at={overview.as_of} />
      </p>
    </>
  );
}

/** A partner's developers have no overview: the places they may go to. */
function Places(): ReactNode {
  const t = useTranslations('places');
  const { session } = useSession();
  return (
    <ul className="cards">
      {placesFor(session?.calls ?? [])
        .filter(({ to }) => to !== '/')
        .map(({ to, name }) => (
          <li key={to} className="card">
            <Link to={to}>{t(name)}</Link>
          </li>
        ))}
    </ul>
  );
}
