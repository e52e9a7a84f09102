import { Link, useSearch } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine, type Shape } from '../api/engine.js';
import { PartnerName, usePartners } from '../api/names.js';
import { useWebhookCalls } from '../api/webhooks.js';
import { useMay } from '../app/session.js';
import { useAct } from '../ui/acting.js';
import { Dialog } from '../ui/dialog.js';
import { Filters } from '../ui/filters.js';
import { Field, Form, type Values } from '../ui/form.js';
import { List } from '../ui/list.js';
import { Page, Section } from '../ui/page.js';
import { Problem } from '../ui/problem.js';
import { Reading } from '../ui/reading.js';
import { Secret } from '../ui/secret.js';
import { Table } from '../ui/table.js';
import { Age, Badge, Count, Id } from '../ui/values.js';
import { DeliveryLine, stateOf, tones } from './delivery-line.js';

export function Webhooks(): ReactNode {
  const t = useTranslations('webhooks');
  const calls = useWebhookCalls();
  const may = useMay();
  const filter = useSearch({ from: '/webhooks' });
  const partners = usePartners();
  const [creates, setCreates] = useState(false);
  return (
    <Page
      title={t('title')}
      actions={
        may('createWebhookEndpoint') ? (
          <button type="button" onClick={() => setCreates(true)}>
            {t('create')}
          </button>
        ) : undefined
      }
    >
      {creates ? <Creation onClose={() => setCreates(false)} /> : null}
      {calls.isOperator ? (
        <Filters values={filter} filters={[{ name: 'partner_id', label: t('owner'), options: partners }]} />
      ) : null}
      <List
        caption={t('title')}
        queryKey={['endpoints', filter]}
        every={5_000}
        keyOf={({ id }) => id}
        empty={t('empty')}
        read={(cursor?: string) => calls.list({ ...filter, rows: 50, ...(cursor === undefined ? {} : { cursor }) })}
        columns={[
          {
            head: t('url'),
            cell: ({ id, url }) => (
              <Link to="/webhooks/$id" params={{ id }}>
                {url ?? t('noUrl')}
              </Link>
            ),
          },
          ...(calls.isOperator ? [{ head: t('owner'), cell: ownerCell }] : []),
          { head: t('state'), cell: (endpoint) => <State endpoint={endpoint} /> },
          { head: t('line'), cell: (endpoint) => <DeliveryLine endpoint={endpoint} /> },
          { head: t('waiting'), cell: ({ waiting }) => <Count value={waiting} />, figure: true },
          { head: t('oldest'), cell: ({ oldest_waiting_at }) => <Age at={oldest_waiting_at} business /> },
        ]}
      />
      {may('listEventTypes') ? (
        <Section title={t('eventTypes')}>
          <EventTypes />
        </Section>
      ) : null}
    </Page>
  );
}

function EventTypes(): ReactNode {
  const t = useTranslations('webhooks');
  return (
    <Reading queryKey={['event-types']} read={() => answerOf(engine.GET('/v1/event-types'))}>
      {({ items }) => (
        <Table
          caption={t('eventTypes')}
          rows={items}
          keyOf={({ type }) => type}
          empty={t('empty')}
          columns={[
            { head: t('type'), cell: ({ type }) => <code>{type}</code> },
            { head: t('meaning'), cell: ({ description }) => description },
          ]}
        />
      )}
    </Reading>
  );
}

const ownerCell = ({ owner_id }: Shape<'WebhookEndpoint'>): ReactNode =>
  owner_id.startsWith('insurer:') ? <Id value={owner_id} /> : <PartnerName id={owner_id} />;

export function State({ endpoint }: { readonly endpoint: Shape<'WebhookEndpoint'> }): ReactNode {
  const t = useTranslations('endpointState');
  const state = stateOf(endpoint);
  return <Badge tone={tones[state]}>{t(state)}</Badge>;
}

function Creation({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useTranslations('webhooks');
  const partners = usePartners();
  const { act, isActing, failure, done } = useAct(({ partner_id = '', url }: Values) =>
    answerOf(engine.POST('/ops/v1/webhook-endpoints', { body: { partner_id, ...(url ? { url } : {}) } })),
  );
  return (
    <Dialog title={t('create')} onClose={onClose}>
      {done === undefined ? (
        <Form onSubmit={act}>
          <Problem failure={failure} />
          <Field name="partner_id" label={t('owner')} options={partners} isRequired failure={failure} />
          <Field name="url" type="url" label={t('url')} hint={t('urlHint')} failure={failure} />
          <button type="submit" className="first" disabled={isActing}>
            {t('create')}
          </button>
        </Form>
      ) : (
        <Secret label={t('secret')} value={done.secret} />
      )}
    </Dialog>
  );
}
