import { Link, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { Shape } from '../api/engine.js';
import { PartnerName } from '../api/names.js';
import { useWebhookCalls } from '../api/webhooks.js';
import { Filters } from '../ui/filters.js';
import { List } from '../ui/list.js';
import { Page, Section } from '../ui/page.js';
import { Reading } from '../ui/reading.js';
import { Age, Badge, Count, Facts, Id, Moment, None, type Tone } from '../ui/values.js';
import { DeliveryLine } from './delivery-line.js';
import { EndpointActions } from './endpoint-actions.js';
import { State } from './webhooks.js';

export function EndpointScreen(): ReactNode {
  const { id } = useParams({ from: '/webhooks/$id' });
  const calls = useWebhookCalls();
  return (
    <Reading queryKey={['endpoint', id]} read={() => calls.read(id)} every={3_000}>
      {(endpoint) => <Shown endpoint={endpoint} />}
    </Reading>
  );
}

function Shown({ endpoint }: { readonly endpoint: Shape<'WebhookEndpoint'> }): ReactNode {
  const t = useTranslations('endpoint');
  const { owner_id: owner } = endpoint;
  return (
    <Page title={endpoint.url ?? t('noUrl', { count: endpoint.waiting })} beside={<State endpoint={endpoint} />}>
      <div className="line-large">
        <DeliveryLine endpoint={endpoint} />
      </div>
      <Dam endpoint={endpoint} />
      <EndpointActions endpoint={endpoint} />
      <Section title={t('facts')}>
        <Facts
          items={[
            [t('owner'), owner.startsWith('insurer:') ? <Id value={owner} /> : <PartnerName id={owner} />],
            [t('id'), <Id value={endpoint.id} />],
            [t('types'), endpoint.event_types?.join(', ') ?? t('allTypes')],
            [t('ordering'), t(`orderings.${endpoint.ordering}`)],
            [t('delivered'), <Count value={endpoint.delivered_sequence} />],
            [t('newest'), <Count value={endpoint.last_sequence} />],
            [t('waiting'), <Count value={endpoint.waiting} />],
            [t('oldest'), <Age at={endpoint.oldest_waiting_at} business />],
            [t('next'), <Moment at={endpoint.next_attempt_at} />],
            [t('replays'), <Count value={endpoint.replays} />],
            [t('rotation'), <Moment at={endpoint.rotation_ends_at} />],
            [t('created'), <Moment at={endpoint.created_at} />],
          ]}
        />
      </Section>
      <Section title={t('deliveries')}>
        <Deliveries id={endpoint.id} />
      </Section>
    </Page>
  );
}

/** Why the line stands still: the event at its head, and what the receiver said. */
function Dam({ endpoint }: { readonly endpoint: Shape<'WebhookEndpoint'> }): ReactNode {
  const t = useTranslations('endpoint');
  const { dam, id, waiting, failures } = endpoint;
  if (dam === null) return null;
  const behind = Math.max(0, waiting - 1);
  return (
    <div className="problem">
      <p>
        <strong>{t('dam', { sequence: dam.sequence, type: dam.type })}</strong>{' '}
        {dam.last_status_code === null
          ? (dam.last_error ?? t('noAnswer'))
          : t('answered', { status: dam.last_status_code })}
      </p>
      <p>
        {t('since')} <Moment at={dam.since} /> · {t('failures', { count: failures })} · {t('behind', { count: behind })}{' '}
        · {t('next')} <Moment at={endpoint.next_attempt_at} />
      </p>
      <p>
        <Link to="/webhooks/$id/deliveries/$eventId" params={{ id, eventId: dam.event_id }}>
          {t('seeHead')}
        </Link>
      </p>
    </div>
  );
}

const deliveryTones: Readonly<Record<Shape<'DeliveryStatus'>, Tone>> = {
  pending: 'wait',
  delivered: 'good',
  skipped: 'calm',
};

export function DeliveryStatus({ status }: { readonly status: Shape<'DeliveryStatus'> }): ReactNode {
  const t = useTranslations('deliveryStatus');
  return <Badge tone={deliveryTones[status]}>{t(status)}</Badge>;
}

function Deliveries({ id }: { readonly id: string }): ReactNode {
  const t = useTranslations('endpoint');
  const states = useTranslations('deliveryStatus');
  const calls = useWebhookCalls();
  const filter = useSearch({ from: '/webhooks/$id' });
  return (
    <>
      <Filters
        values={filter}
        filters={[
          {
            name: 'status',
            label: t('status'),
            options: (['pending', 'delivered', 'skipped'] as const).map((each) => [each, states(each)]),
          },
          { name: 'type', label: t('type') },
          { name: 'subject', label: t('subject') },
          { name: 'answer', label: t('answer') },
        ]}
      />
      <List
        caption={t('deliveries')}
        queryKey={['deliveries', id, filter]}
        every={5_000}
        keyOf={({ event_id }) => event_id}
        empty={t('noDeliveries')}
        read={(cursor?: string) => {
          const { status, ...others } = filter;
          const state = status === undefined ? {} : { status: status as Shape<'DeliveryStatus'> };
          return calls.deliveries(id, { ...others, ...state, rows: 50, ...(cursor === undefined ? {} : { cursor }) });
        }}
        columns={[
          { head: t('sequence'), cell: ({ sequence }) => <Count value={sequence} />, figure: true },
          {
            head: t('type'),
            cell: ({ type, event_id }) => (
              <Link to="/webhooks/$id/deliveries/$eventId" params={{ id, eventId: event_id }}>
                {type}
              </Link>
            ),
          },
          { head: t('subject'), cell: ({ subject }) => <Id value={subject} short /> },
          { head: t('occurred'), cell: ({ occurred_at }) => <Moment at={occurred_at} /> },
          { head: t('status'), cell: ({ status }) => <DeliveryStatus status={status} /> },
          { head: t('tries'), cell: ({ attempts }) => <Count value={attempts.length} />, figure: true },
          { head: t('answer'), cell: ({ attempts }) => <LastAnswer attempts={attempts} /> },
        ]}
      />
    </>
  );
}

function LastAnswer({ attempts }: { readonly attempts: readonly Shape<'WebhookAttempt'>[] }): ReactNode {
  const last = attempts.at(-1);
  if (last === undefined) return <None />;
  return last.status_code ?? last.error;
}
