import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { Shape } from '../api/engine.js';
import { useMay } from '../app/session.js';
import { Page, Section } from '../ui/page.js';
import { Reading } from '../ui/reading.js';
import { Table } from '../ui/table.js';
import { Badge, Day, Facts, Id, Money } from '../ui/values.js';
import { ProductPreview } from './product-preview.js';
import { ProductVersions, readVersion } from './product-versions.js';

type Version = Shape<'CatalogueProductVersion'>;

export function ProductScreen(): ReactNode {
  const { id, version } = useParams({ from: '/products/$id/$version' });
  return (
    <Reading queryKey={['product', id, version]} read={() => readVersion(id, version)}>
      {(product) => <Shown product={product} />}
    </Reading>
  );
}

function Shown({ product }: { readonly product: Version }): ReactNode {
  const t = useTranslations('products');
  const may = useMay();
  return (
    <Page
      title={product.name}
      beside={
        <Badge tone={product.is_current ? 'good' : 'calm'}>{t(product.is_current ? 'current' : 'earlier')}</Badge>
      }
    >
      <Facts
        items={[
          [t('id'), <Id value={product.id} />],
          [t('version'), <Id value={product.version} />],
          [t('insurer'), product.insurer_name],
          [t('broker'), product.broker_name],
          [t('line'), `${product.line} · ${product.jurisdiction}`],
          [t('process'), product.process_number],
          [t('groupPolicy'), product.group_policy_number],
          [t('prizeDraw'), product.prize_draw?.title],
        ]}
      />
      {may('previewCatalogueProduct') ? (
        <Section title={t('tryOut')}>
          <ProductPreview product={product} />
        </Section>
      ) : null}
      <Section title={t('versions')}>
        <ProductVersions product={product} />
      </Section>
      <Section title={t('plans')}>
        <Table
          caption={t('plans')}
          rows={product.plans}
          keyOf={({ id }) => id}
          empty={t('empty')}
          columns={[
            { head: t('name'), cell: ({ id, name }) => <span className="whole">{`${name} (${id})`}</span> },
            { head: t('net'), cell: ({ net }) => <Money cents={net} currency={product.currency} />, figure: true },
            { head: t('fees'), cell: ({ fees }) => <Money cents={fees} currency={product.currency} />, figure: true },
            { head: t('period'), cell: ({ period_days }) => t('days', { count: period_days }), figure: true },
            {
              head: t('coverages'),
              cell: ({ coverages }) => coverages.map(({ name }) => name).join(', '),
            },
            { head: t('assists'), cell: ({ assists }) => assists.map(({ name }) => name).join(', ') },
          ]}
        />
      </Section>
      <Section title={t('taxes')}>
        <Table
          caption={t('taxes')}
          rows={product.taxes}
          keyOf={({ from }) => from}
          empty={t('empty')}
          columns={[
            { head: t('from'), cell: ({ from }) => <Day on={from} /> },
            { head: t('rate'), cell: ({ rate }) => rate, figure: true },
          ]}
        />
      </Section>
      <Section title={t('terms')}>
        {product.general_conditions.map(({ title, text }) => (
          <details key={title}>
            <summary>{title}</summary>
            <p>{text}</p>
          </details>
        ))}
      </Section>
    </Page>
  );
}
