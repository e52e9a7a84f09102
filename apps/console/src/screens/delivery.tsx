import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { Shape } from '../api/engine.js';
import { useWebhookCalls } from '../api/webhooks.js';
import { useMay } from '../app/session.js';
import { useAct } from '../ui/acting.js';
import { Page, Section } from '../ui/page.js';
import { Problem } from '../ui/problem.js';
import { Reading } from '../ui/reading.js';
import { Table } from '../ui/table.js';
import { Badge, Count, Facts, Id, Moment } from '../ui/values.js';
import { DeliveryStatus } from './endpoint.js';

export function DeliveryScreen(): ReactNode {
  const { id, eventId } = useParams({ from: '/webhooks/$id/deliveries/$eventId' });
  const calls = useWebhookCalls();
  return (
    <Reading queryKey={['delivery', id, eventId]} read={() => calls.delivery(id, eventId)} every={3_000}>
      {(delivery) => <Shown id={id} delivery={delivery} />}
    </Reading>
  );
}

type ShownProps = { readonly id: string; readonly delivery: Shape<'WebhookDeliveryRead'> };

function Shown({ id, delivery }: ShownProps): ReactNode {
  const t = useTranslations('delivery');
  const calls = useWebhookCalls();
  const may = useMay();
  const replay = useAct(() => calls.replay(id, { event_id: delivery.event_id }));
  const mayReplay = may('replayEvents') || may('replayOwnEvents');
  return (
    <Page
      title={delivery.type}
      beside={<DeliveryStatus status={delivery.status} />}
      actions={
        mayReplay && delivery.status !== 'pending' ? (
          <button type="button" disabled={replay.isActing} onClick={() => replay.act(undefined)}>
            {t('replay')}
          </button>
        ) : undefined
      }
    >
      <p>
        <Link to="/webhooks/$id" params={{ id }}>
          {t('back')}
        </Link>
      </p>
      <Problem failure={replay.failure} />
      <p role="status">{replay.done === undefined ? '' : t('replayed')}</p>
      <Facts
        items={[
          [t('event'), <Id value={delivery.event_id} />],
          [t('sequence'), <Count value={delivery.sequence} />],
          [t('subject'), <Subject id={delivery.subject} />],
          [t('occurred'), <Moment at={delivery.occurred_at} />],
        ]}
      />
      <Section title={t('tries')}>
        <Tries attempts={delivery.attempts} />
      </Section>
      <Section title={t('body')}>
        <pre className="body" tabIndex={0} aria-label={t('body')}>
          {pretty(delivery.body)}
        </pre>
      </Section>
      <Section title={t('headers')}>
        <Facts items={Object.entries(delivery.headers).map(([name, value]) => [name, <code>{value}</code>] as const)} />
      </Section>
      <Section title={t('verify')}>
        <p className="small">{t('verifyHint')}</p>
        <pre className="body" tabIndex={0} aria-label={t('verify')}>
          {verification}
        </pre>
      </Section>
    </Page>
  );
}

/** What a receiver that uses the client library writes. */
const verification = `import { verifyWebhook } from '@affinity-engine/client';

const { id, body } = await verifyWebhook(bytes, headers, [key]);`;

function Subject({ id }: { readonly id: string }): ReactNode {
  return useMay()('getCertificate') ? (
    <Link to="/certificates/$id" params={{ id }}>
      {id}
    </Link>
  ) : (
    <Id value={id} />
  );
}

/** The newest first: the result of a replay stands at the top. */
function Tries({ attempts }: { readonly attempts: readonly Shape<'WebhookAttempt'>[] }): ReactNode {
  const t = useTranslations('delivery');
  return (
    <Table
      caption={t('tries')}
      rows={attempts.toReversed()}
      keyOf={({ at }) => at}
      empty={t('noTries')}
      columns={[
        { head: t('at'), cell: ({ at }) => <Moment at={at} /> },
        {
          head: t('answer'),
          cell: ({ delivered, status_code, error }) => (
            <Badge tone={delivered ? 'good' : 'bad'}>{status_code ?? error ?? t('noAnswer')}</Badge>
          ),
        },
        { head: t('duration'), cell: ({ duration_ms }) => `${duration_ms} ms`, figure: true },
        {
          head: t('why'),
          cell: ({ replay, takeover }) => [replay ? t('isReplay') : '', takeover ? t('isTakeover') : ''].join(' '),
        },
        { head: t('excerpt'), cell: ({ response_excerpt }) => response_excerpt },
        { head: t('next'), cell: ({ next_attempt_at }) => <Moment at={next_attempt_at} /> },
      ]}
    />
  );
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
