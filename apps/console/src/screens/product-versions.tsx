import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine, type Shape } from '../api/engine.js';
import { Problem } from '../ui/problem.js';
import { Reading } from '../ui/reading.js';
import { Table } from '../ui/table.js';
import { Badge, Moment, None } from '../ui/values.js';
import { differences } from './differences.js';

type Version = Shape<'CatalogueProductVersion'>;

export const readVersion = (product: string, version: string): Promise<Version> =>
  answerOf(
    engine.GET('/ops/v1/products/{product_id}/versions/{version}', {
      params: { path: { product_id: product, version } },
    }),
  );

type VersionsProps = { readonly product: Version };

/** Every version of a product, and what one has otherwise than the one that is shown. */
export function ProductVersions({ product }: VersionsProps): ReactNode {
  const t = useTranslations('products');
  const [compared, setCompared] = useState<string | null>(null);
  const path = { product_id: product.id };
  return (
    <>
      <Reading
        queryKey={['product-versions', product.id]}
        read={() => answerOf(engine.GET('/ops/v1/products/{product_id}/versions', { params: { path } }))}
      >
        {({ items }) => (
          <Table
            caption={t('versions')}
            rows={items}
            keyOf={({ version }) => version}
            empty={t('empty')}
            columns={[
              {
                head: t('version'),
                cell: ({ version }) => (
                  <Link to="/products/$id/$version" params={{ id: product.id, version }}>
                    {version}
                  </Link>
                ),
              },
              { head: t('loaded'), cell: ({ loaded_at }) => <Moment at={loaded_at} /> },
              {
                head: t('standing'),
                cell: ({ is_current }) => (
                  <Badge tone={is_current ? 'good' : 'calm'}>{t(is_current ? 'current' : 'earlier')}</Badge>
                ),
              },
              {
                head: t('comparison'),
                cell: ({ version }) =>
                  version === product.version ? (
                    t('shown')
                  ) : (
                    <button type="button" aria-pressed={compared === version} onClick={() => setCompared(version)}>
                      {t('compare')}
                    </button>
                  ),
              },
            ]}
          />
        )}
      </Reading>
      {compared === null || compared === product.version ? null : <Differences product={product} other={compared} />}
    </>
  );
}

function Differences({ product, other }: VersionsProps & { readonly other: string }): ReactNode {
  const t = useTranslations('products');
  const { data, error } = useQuery({
    queryKey: ['product', product.id, other],
    queryFn: () => readVersion(product.id, other),
  });
  if (data === undefined) return <Problem failure={error} />;
  const rows = differences(withoutVersion(data), withoutVersion(product));
  return (
    <Table
      caption={t('differences', { other, version: product.version })}
      rows={rows}
      keyOf={({ at }) => at}
      empty={t('noDifference')}
      columns={[
        { head: t('place'), cell: ({ at }) => at },
        { head: t('there', { version: other }), cell: ({ before }) => before ?? <None /> },
        { head: t('here', { version: product.version }), cell: ({ after }) => after ?? <None /> },
      ]}
    />
  );
}

/** What differs between any two versions says nothing. */
const withoutVersion = ({ version: _, is_current: __, ...rest }: Version): object => rest;
