import { useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine } from '../api/engine.js';
import { PartnerName } from '../api/names.js';
import { useMay } from '../app/session.js';
import { useAct } from '../ui/acting.js';
import { List } from '../ui/list.js';
import { Problem } from '../ui/problem.js';
import { Secret } from '../ui/secret.js';
import { Id, Moment } from '../ui/values.js';
import { KeyActs, KeyState } from './key-acts.js';

/** The keys of the quotation API. */
export function Subscriptions(): ReactNode {
  const t = useTranslations('keys');
  const may = useMay();
  const [shown, show] = useState<{ readonly name: string; readonly key: string } | null>(null);
  const of = (id: string) => ({ params: { path: { subscription_id: id } } });
  const rotate = useAct(
    (id: string) => answerOf(engine.POST('/ops/v1/subscriptions/{subscription_id}/rotate', of(id))),
    ({ name, subscription_key: key }) => show({ name, key }),
  );
  const revoke = useAct((id: string) =>
    answerOf(engine.POST('/ops/v1/subscriptions/{subscription_id}/revoke', of(id))),
  );
  return (
    <>
      {shown === null ? null : <Secret label={t('keyOf', { name: shown.name })} value={shown.key} />}
      <Problem failure={rotate.failure ?? revoke.failure} />
      <List
        caption={t('subscriptions')}
        queryKey={['subscriptions']}
        keyOf={({ id }) => id}
        empty={t('empty')}
        read={(cursor?: string) =>
          answerOf(
            engine.GET('/ops/v1/subscriptions', {
              params: { query: { rows: 50, ...(cursor === undefined ? {} : { cursor }) } },
            }),
          )
        }
        columns={[
          { head: t('name'), cell: ({ name }) => <strong>{name}</strong> },
          { head: t('id'), cell: ({ id }) => <Id value={id} short /> },
          { head: t('registers'), cell: ({ register_numbers }) => register_numbers.join(', ') },
          { head: t('partner'), cell: ({ partner_id }) => <PartnerName id={partner_id} /> },
          { head: t('created'), cell: ({ created_at }) => <Moment at={created_at} /> },
          { head: t('state'), cell: ({ revoked_at }) => <KeyState isOpen={revoked_at === null} /> },
          {
            head: t('acts'),
            cell: ({ id, revoked_at }) =>
              revoked_at !== null || !may('rotateSubscriptionKey') ? null : (
                <KeyActs id={id} rotate={rotate} revoke={revoke} />
              ),
          },
        ]}
      />
    </>
  );
}
