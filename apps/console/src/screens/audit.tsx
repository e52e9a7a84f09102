import { useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine } from '../api/engine.js';
import { Filters } from '../ui/filters.js';
import { List } from '../ui/list.js';
import { Page } from '../ui/page.js';
import { Id, Moment } from '../ui/values.js';

/** Who changed or read what. Days in the filter begin at midnight UTC. */
export function Audit(): ReactNode {
  const t = useTranslations('audit');
  const filter = useSearch({ from: '/audit' });
  return (
    <Page title={t('title')}>
      <Filters
        values={filter}
        filters={[
          { name: 'subject', label: t('subject') },
          { name: 'actor', label: t('actor') },
          { name: 'action', label: t('action') },
          { name: 'from', label: t('from'), type: 'date' },
          { name: 'to', label: t('to'), type: 'date' },
        ]}
      />
      <List
        caption={t('title')}
        queryKey={['audit', filter]}
        keyOf={({ number }) => String(number)}
        empty={t('empty')}
        csv={{ path: '/ops/v1/audit', query: moments(filter) }}
        read={(cursor?: string) => {
          const query = { ...moments(filter), rows: 50, ...(cursor === undefined ? {} : { cursor }) };
          return answerOf(engine.GET('/ops/v1/audit', { params: { query } }));
        }}
        columns={[
          { head: t('at'), cell: ({ at }) => <Moment at={at} /> },
          { head: t('action'), cell: ({ action }) => action },
          { head: t('actor'), cell: ({ actor }) => <Id value={actor} short={actor.length > 20} /> },
          { head: t('subject'), cell: ({ subject }) => <Id value={subject} short={subject.length > 20} /> },
          {
            head: t('details'),
            cell: ({ details }) =>
              Object.entries(details).map(([name, value]) => (
                <div key={name} className="small">
                  {name}: {typeof value === 'string' ? value : JSON.stringify(value)}
                </div>
              )),
          },
        ]}
      />
    </Page>
  );
}

type Filter = { readonly from?: string; readonly to?: string };

/** Days of the address as the moments that the engine takes. */
function moments<Given extends Filter>({ from, to, ...others }: Given): Omit<Given, 'from' | 'to'> & Filter {
  return {
    ...others,
    ...(from === undefined ? {} : { from: `${from}T00:00:00.000Z` }),
    ...(to === undefined ? {} : { to: `${to}T00:00:00.000Z` }),
  };
}
