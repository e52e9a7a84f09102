import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine, type Shape } from '../api/engine.js';
import { useMay } from '../app/session.js';
import { Reading } from '../ui/reading.js';
import { Table } from '../ui/table.js';
import { Badge, Id, Moment } from '../ui/values.js';

type Line = Shape<'TimelineLine'>;

/** What happened to a certificate: what people and programs did, the events of it, and the tries to deliver them. */
export function Timeline({ affinityId }: { readonly affinityId: string }): ReactNode {
  const t = useTranslations('timeline');
  const path = { affinity_id: affinityId };
  return (
    <Reading
      queryKey={['timeline', affinityId]}
      read={() => answerOf(engine.GET('/ops/v1/affinities/{affinity_id}/timeline', { params: { path } }))}
      every={10_000}
    >
      {({ items }) => (
        <Table
          caption={t('title')}
          rows={items}
          keyOf={(line) =>
            `${line.at} ${line.kind} ${line.action ?? ''} ${line.event_id ?? ''} ${line.endpoint_id ?? ''}`
          }
          empty={t('empty')}
          columns={[
            { head: t('at'), cell: ({ at }) => <Moment at={at} /> },
            { head: t('what'), cell: (line) => <What line={line} /> },
            { head: t('who'), cell: (line) => <Who line={line} /> },
            { head: t('details'), cell: (line) => <Details line={line} /> },
          ]}
        />
      )}
    </Reading>
  );
}

function What({ line }: { readonly line: Line }): ReactNode {
  const t = useTranslations('timeline');
  return (
    <>
      <Badge tone={line.kind === 'action' ? 'good' : 'calm'}>{t(`kind.${line.kind}`)}</Badge> {line.action ?? line.type}
    </>
  );
}

function Who({ line }: { readonly line: Line }): ReactNode {
  const t = useTranslations('timeline');
  const may = useMay();
  if (line.actor !== undefined) return line.actor === 'engine' ? t('engine') : <Id value={line.actor} short />;
  if (line.endpoint_id === undefined || line.event_id === undefined) return null;
  if (!may('getDelivery')) return <Id value={line.endpoint_id} short />;
  return (
    <Link to="/webhooks/$id/deliveries/$eventId" params={{ id: line.endpoint_id, eventId: line.event_id }}>
      {t('delivery')}
    </Link>
  );
}

function Details({ line }: { readonly line: Line }): ReactNode {
  const status = useTranslations('deliveryStatus');
  if (line.kind === 'event' && line.status !== undefined) return status(line.status as 'pending');
  if (line.kind === 'attempt') return line.status_code ?? line.error;
  return Object.entries(line.details ?? {}).map(([name, value]) => (
    <div key={name} className="small">
      {name}: {typeof value === 'string' ? value : JSON.stringify(value)}
    </div>
  ));
}
