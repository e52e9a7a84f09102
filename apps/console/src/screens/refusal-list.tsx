import { Link, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine } from '../api/engine.js';
import { PartnerName, usePartners } from '../api/names.js';
import { useMay } from '../app/session.js';
import { Filters } from '../ui/filters.js';
import { List } from '../ui/list.js';
import { Page } from '../ui/page.js';
import { Badge, Moment } from '../ui/values.js';
import { sinceDays } from './days.js';

type Filter = {
  readonly partner_id?: string;
  readonly code?: string;
  readonly operation?: string;
  readonly days?: string;
};

export function RefusalListScreen(): ReactNode {
  const t = useTranslations('refusals');
  const filter = useSearch({ from: '/refusals/list' });
  const partners = usePartners();
  return (
    <Page title={t('listTitle')} actions={<Link to="/refusals">{t('groups')}</Link>}>
      <Filters
        values={filter}
        filters={[
          { name: 'partner_id', label: t('partner'), options: partners },
          { name: 'code', label: t('code') },
          { name: 'operation', label: t('call') },
          {
            name: 'days',
            label: t('days'),
            options: (['1', '7', '30'] as const).map((each) => [each, t(`last.${each}`)]),
          },
        ]}
      />
      <RefusalRows filter={filter} />
    </Page>
  );
}

export function RefusalRows({ filter }: { readonly filter: Filter }): ReactNode {
  const t = useTranslations('refusals');
  const isOperator = useMay()('listRefusals');
  const { days, partner_id, ...others } = filter;
  const partner = partner_id === undefined || !isOperator ? {} : { partner_id };
  return (
    <List
      caption={t('listTitle')}
      queryKey={['refusals', filter]}
      keyOf={({ reference }) => reference}
      empty={t('empty')}
      {...(isOperator
        ? { csv: { path: '/ops/v1/refusals', query: { ...others, ...sinceDays(days), ...partner } } }
        : {})}
      every={10_000}
      read={(cursor?: string) => {
        const query = { ...others, ...sinceDays(days), rows: 50, ...(cursor === undefined ? {} : { cursor }) };
        return isOperator
          ? answerOf(engine.GET('/ops/v1/refusals', { params: { query: { ...query, ...partner } } }))
          : answerOf(engine.GET('/v1/refusals', { params: { query } }));
      }}
      columns={[
        { head: t('at'), cell: ({ at }) => <Moment at={at} /> },
        {
          head: t('code'),
          cell: ({ code, reference }) => (
            <Link to="/refusals/$reference" params={{ reference }}>
              {code}
            </Link>
          ),
        },
        { head: t('call'), cell: ({ operation }) => <code>{operation}</code> },
        { head: t('status'), cell: ({ status }) => <Badge tone={status >= 500 ? 'bad' : 'calm'}>{status}</Badge> },
        ...(isOperator
          ? [{ head: t('partner'), cell: (row: { partner_id: string | null }) => <PartnerName id={row.partner_id} /> }]
          : []),
        {
          head: t('sentence'),
          cell: ({ sentence, faults }) =>
            faults[0] === undefined ? sentence : `${faults[0].path}: ${faults[0].expected}`,
        },
      ]}
    />
  );
}
