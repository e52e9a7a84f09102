import { Link, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine } from '../api/engine.js';
import { useInsurers } from '../api/names.js';
import { Filters } from '../ui/filters.js';
import { Page } from '../ui/page.js';
import { Reading } from '../ui/reading.js';
import { Table } from '../ui/table.js';
import { Badge } from '../ui/values.js';

/** The products of today's catalogue. */
export function Products(): ReactNode {
  const t = useTranslations('products');
  const filter = useSearch({ from: '/products' });
  const insurers = useInsurers();
  return (
    <Page title={t('title')}>
      <Filters values={filter} filters={[{ name: 'insurer_id', label: t('insurer'), options: insurers }]} />
      <Reading
        queryKey={['products', filter]}
        read={() => answerOf(engine.GET('/ops/v1/products', { params: { query: filter } }))}
      >
        {({ items }) => (
          <Table
            caption={t('title')}
            rows={items}
            keyOf={({ id }) => id}
            empty={t('empty')}
            columns={[
              {
                head: t('name'),
                cell: ({ id, version, name }) => (
                  <Link to="/products/$id/$version" params={{ id, version }}>
                    {name}
                  </Link>
                ),
              },
              { head: t('id'), cell: ({ id }) => <code>{id}</code> },
              { head: t('insurer'), cell: ({ insurer_name }) => insurer_name },
              { head: t('plans'), cell: ({ plan_ids }) => plan_ids.join(', ') },
              { head: t('line'), cell: ({ line, jurisdiction }) => `${line} · ${jurisdiction}` },
              { head: t('language'), cell: ({ language }) => language },
              {
                head: t('answers'),
                cell: ({ is_asynchronous }) => <Badge tone="calm">{t(is_asynchronous ? 'later' : 'atOnce')}</Badge>,
              },
            ]}
          />
        )}
      </Reading>
    </Page>
  );
}
