import { useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine, type Shape } from '../api/engine.js';
import { useInsurers, usePartners, useProducts } from '../api/names.js';
import { Filters } from '../ui/filters.js';
import { List } from '../ui/list.js';
import { Page } from '../ui/page.js';
import { useCertificateColumns } from './certificate-rows.js';

export function Certificates(): ReactNode {
  const t = useTranslations('certificates');
  const status = useTranslations('certificateStatus');
  const filter = useSearch({ from: '/certificates' });
  const columns = useCertificateColumns();
  const [partners, insurers, products] = [usePartners(), useInsurers(), useProducts()];
  return (
    <Page title={t('title')}>
      <Filters
        values={filter}
        filters={[
          { name: 'partner_id', label: t('partner'), options: partners },
          { name: 'insurer_id', label: t('insurer'), options: insurers },
          { name: 'product_id', label: t('product'), options: products },
          {
            name: 'status',
            label: t('status'),
            options: (['1', '2', '3', '4', '5'] as const).map((each) => [each, status(each)]),
          },
          { name: 'created_from', label: t('from'), type: 'date' },
          { name: 'created_to', label: t('to'), type: 'date' },
        ]}
      />
      <List
        caption={t('title')}
        queryKey={['certificates', filter]}
        columns={columns}
        keyOf={({ id }) => id}
        empty={t('empty')}
        csv={{ path: '/ops/v1/affinities', query: filter }}
        read={(cursor?: string) => {
          const { status: state, ...others } = filter;
          const query = {
            ...others,
            rows: 50,
            ...(state === undefined ? {} : { status: Number(state) as Shape<'AffinityStatus'> }),
            ...(cursor === undefined ? {} : { cursor }),
          };
          return answerOf(engine.GET('/ops/v1/affinities', { params: { query } }));
        }}
      />
    </Page>
  );
}
