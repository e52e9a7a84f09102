import { useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine } from '../api/engine.js';
import { useInsurers } from '../api/names.js';
import { Filters } from '../ui/filters.js';
import { List } from '../ui/list.js';
import { Page } from '../ui/page.js';
import { Reading } from '../ui/reading.js';
import { Table } from '../ui/table.js';
import { Count, Day, Money, None } from '../ui/values.js';

type Of = { readonly insurer_id: string; readonly month: string };

/** The bordereau of an insurer for a month. */
export function Bordereaux(): ReactNode {
  const t = useTranslations('bordereaux');
  const { insurer_id, month } = useSearch({ from: '/bordereaux' });
  const insurers = useInsurers();
  return (
    <Page title={t('title')}>
      <Filters
        values={{ insurer_id, month }}
        filters={[
          { name: 'insurer_id', label: t('insurer'), options: insurers },
          { name: 'month', label: t('month'), type: 'month' },
        ]}
      />
      {insurer_id === undefined || month === undefined ? (
        <p>{t('choose')}</p>
      ) : (
        <>
          <Totals of={{ insurer_id, month }} />
          <Movements of={{ insurer_id, month }} />
        </>
      )}
    </Page>
  );
}

function Totals({ of }: { readonly of: Of }): ReactNode {
  const t = useTranslations('bordereaux');
  return (
    <Reading
      queryKey={['bordereau-totals', of]}
      read={() =>
        answerOf(engine.GET('/ops/v1/bordereaux/{insurer_id}/{month}/totals', { params: { path: { ...of } } }))
      }
    >
      {({ items }) => (
        <Table
          caption={t('totals')}
          rows={items}
          keyOf={({ currency, kind }) => `${currency} ${kind}`}
          empty={t('empty')}
          columns={[
            { head: t('kind'), cell: ({ kind }) => t(`kinds.${kind}`) },
            { head: t('count'), cell: ({ count }) => <Count value={count} />, figure: true },
            { head: t('net'), cell: ({ net, currency }) => <Money cents={net} currency={currency} />, figure: true },
            { head: t('fees'), cell: ({ fees, currency }) => <Money cents={fees} currency={currency} />, figure: true },
            { head: t('tax'), cell: ({ tax, currency }) => <Money cents={tax} currency={currency} />, figure: true },
            {
              head: t('total'),
              cell: ({ total, currency }) => <Money cents={total} currency={currency} />,
              figure: true,
            },
          ]}
        />
      )}
    </Reading>
  );
}

function Movements({ of }: { readonly of: Of }): ReactNode {
  const t = useTranslations('bordereaux');
  return (
    <List
      caption={t('movements')}
      queryKey={['bordereau', of]}
      keyOf={({ kind, certificate_number }) => `${kind} ${certificate_number}`}
      empty={t('empty')}
      csv={{ path: `/ops/v1/bordereaux/${encodeURIComponent(of.insurer_id)}/${encodeURIComponent(of.month)}` }}
      read={(cursor?: string) => {
        const query = { rows: 50, ...(cursor === undefined ? {} : { cursor }) };
        return answerOf(engine.GET('/ops/v1/bordereaux/{insurer_id}/{month}', { params: { path: { ...of }, query } }));
      }}
      columns={[
        { head: t('kind'), cell: ({ kind }) => t(`kinds.${kind}`) },
        { head: t('day'), cell: ({ day }) => <Day on={day} /> },
        { head: t('certificate'), cell: ({ certificate_number }) => <code>{certificate_number}</code> },
        {
          head: t('original'),
          cell: ({ original_certificate_number: number }) => (number === null ? <None /> : <code>{number}</code>),
        },
        { head: t('partner'), cell: ({ partner_name }) => partner_name },
        { head: t('product'), cell: ({ product_id, plan_id }) => `${product_id} · ${plan_id}` },
        { head: t('policy'), cell: ({ group_policy_number }) => group_policy_number },
        { head: t('starts'), cell: ({ lifetime_start }) => <Day on={lifetime_start} /> },
        { head: t('ends'), cell: ({ lifetime_end }) => <Day on={lifetime_end} /> },
        {
          head: t('total'),
          cell: ({ total, currency }) => <Money cents={total} currency={currency} />,
          figure: true,
        },
      ]}
    />
  );
}
