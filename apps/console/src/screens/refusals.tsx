import { Link, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine, type Shape } from '../api/engine.js';
import { PartnerName, usePartners } from '../api/names.js';
import { useMay } from '../app/session.js';
import { Filters } from '../ui/filters.js';
import { Page } from '../ui/page.js';
import { Reading } from '../ui/reading.js';
import { Table } from '../ui/table.js';
import { Age, Count } from '../ui/values.js';
import { sinceDays } from './days.js';
import { RefusalRows } from './refusal-list.js';

/** Why calls were refused, by cause. A partner's developers have no groups: their own, newest first. */
export function Refusals(): ReactNode {
  const t = useTranslations('refusals');
  const may = useMay();
  const { partner_id, days } = useSearch({ from: '/refusals' });
  const partners = usePartners();
  if (!may('listRefusalGroups')) {
    return (
      <Page title={t('title')}>
        <RefusalRows filter={{}} />
      </Page>
    );
  }
  const query = { ...(partner_id === undefined ? {} : { partner_id }), ...sinceDays(days ?? '1') };
  return (
    <Page title={t('title')} actions={<Link to="/refusals/list">{t('all')}</Link>}>
      <Filters
        values={{ partner_id, days }}
        filters={[
          { name: 'partner_id', label: t('partner'), options: partners },
          {
            name: 'days',
            label: t('days'),
            options: (['1', '7', '30'] as const).map((each) => [each, t(`last.${each}`)]),
          },
        ]}
      />
      <Reading
        queryKey={['refusal-groups', partner_id, days]}
        read={() => answerOf(engine.GET('/ops/v1/refusals/groups', { params: { query } }))}
        every={10_000}
      >
        {({ items }) => <Groups items={items} />}
      </Reading>
      <p className="small">{t('retention')}</p>
    </Page>
  );
}

function Groups({ items }: { readonly items: readonly Shape<'RefusalGroup'>[] }): ReactNode {
  const t = useTranslations('refusals');
  const { days } = useSearch({ from: '/refusals' });
  return (
    <Table
      caption={t('title')}
      rows={items}
      keyOf={({ operation, code, partner_id }) => `${operation} ${code} ${partner_id}`}
      empty={t('empty')}
      columns={[
        {
          head: t('code'),
          cell: ({ code, operation, partner_id }) => (
            <Link
              to="/refusals/list"
              search={{
                code,
                operation,
                ...(partner_id === null ? {} : { partner_id }),
                ...(days === undefined ? {} : { days }),
              }}
            >
              {code}
            </Link>
          ),
        },
        { head: t('call'), cell: ({ operation }) => <code>{operation}</code> },
        {
          head: t('sentence'),
          cell: ({ sentence, guide }) => (
            <>
              {sentence} <span className="small">{guide}</span>
            </>
          ),
        },
        { head: t('partner'), cell: ({ partner_id }) => <PartnerName id={partner_id} /> },
        { head: t('count'), cell: ({ count }) => <Count value={count} />, figure: true },
        { head: t('lastTime'), cell: ({ last_at }) => <Age at={last_at} /> },
      ]}
    />
  );
}
