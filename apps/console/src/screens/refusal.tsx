import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine, type Shape } from '../api/engine.js';
import { PartnerName } from '../api/names.js';
import { useMay } from '../app/session.js';
import { Page, Section } from '../ui/page.js';
import { Reading } from '../ui/reading.js';
import { Table } from '../ui/table.js';
import { Badge, Facts, Id, Moment } from '../ui/values.js';

export function RefusalScreen(): ReactNode {
  const { reference } = useParams({ from: '/refusals/$reference' });
  const isOperator = useMay()('getRefusal');
  const params = { path: { reference } };
  return (
    <Reading
      queryKey={['refusal', reference]}
      read={() =>
        isOperator
          ? answerOf(engine.GET('/ops/v1/refusals/{reference}', { params }))
          : answerOf(engine.GET('/v1/refusals/{reference}', { params }))
      }
    >
      {(refusal) => <Shown refusal={refusal} />}
    </Reading>
  );
}

function Shown({ refusal }: { readonly refusal: Shape<'Refusal'> }): ReactNode {
  const t = useTranslations('refusals');
  const { about, faults } = refusal;
  return (
    <Page title={refusal.code} beside={<Badge tone={refusal.status >= 500 ? 'bad' : 'calm'}>{refusal.status}</Badge>}>
      <p className="notice">
        {refusal.sentence} {refusal.guide}
      </p>
      <Facts
        items={[
          [t('at'), <Moment at={refusal.at} />],
          [t('call'), <code>{refusal.operation}</code>],
          [t('partner'), <PartnerName id={refusal.partner_id} />],
          [t('client'), <Id value={refusal.client_id} />],
          [t('reference'), <Id value={refusal.reference} />],
          [t('product'), about.product_id],
          [t('insurer'), about.insurer_id],
          [t('producerCode'), about.producer_code_id],
          [t('groups'), about.affinity_group_ids?.join(', ')],
          [t('affinity'), about.affinity_id === undefined ? undefined : <Affinity id={about.affinity_id} />],
          [
            t('request'),
            about.affinity_request_id === undefined ? undefined : <Id value={about.affinity_request_id} />,
          ],
          [t('quotation'), about.quotation_id === undefined ? undefined : <Id value={about.quotation_id} />],
        ]}
      />
      <Section title={t('faults')}>
        <Table
          caption={t('faults')}
          rows={faults}
          keyOf={({ path, expected }) => `${path} ${expected}`}
          empty={t('noFaults')}
          columns={[
            { head: t('path'), cell: ({ path }) => <code>{path}</code> },
            { head: t('expected'), cell: ({ expected }) => expected },
          ]}
        />
      </Section>
    </Page>
  );
}

function Affinity({ id }: { readonly id: string }): ReactNode {
  return useMay()('getCertificate') ? (
    <Link to="/certificates/$id" params={{ id }}>
      {id}
    </Link>
  ) : (
    <Id value={id} />
  );
}
