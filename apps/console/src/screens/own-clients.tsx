import { useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine } from '../api/engine.js';
import { useMay } from '../app/session.js';
import { useAct } from '../ui/acting.js';
import { List } from '../ui/list.js';
import { Problem } from '../ui/problem.js';
import { Secret } from '../ui/secret.js';
import { Id, Moment } from '../ui/values.js';
import { KeyActs, KeyState } from './key-acts.js';

/** The clients of the partner whose developer is signed in. */
export function OwnClients(): ReactNode {
  const t = useTranslations('keys');
  const may = useMay();
  const [shown, show] = useState<{ readonly name: string; readonly secret: string } | null>(null);
  const rotate = useAct(
    (id: string) => answerOf(engine.POST('/v1/clients/{client_id}/rotate', { params: { path: { client_id: id } } })),
    ({ name, client_secret: secret }) => show({ name, secret }),
  );
  return (
    <>
      {shown === null ? null : <Secret label={t('secretOf', { name: shown.name })} value={shown.secret} />}
      <Problem failure={rotate.failure} />
      <List
        caption={t('clients')}
        queryKey={['own-clients']}
        keyOf={({ id }) => id}
        empty={t('empty')}
        read={(cursor?: string) =>
          answerOf(
            engine.GET('/v1/clients', { params: { query: { rows: 50, ...(cursor === undefined ? {} : { cursor }) } } }),
          )
        }
        columns={[
          { head: t('name'), cell: ({ name }) => <strong>{name}</strong> },
          { head: t('id'), cell: ({ id }) => <Id value={id} /> },
          { head: t('created'), cell: ({ created_at }) => <Moment at={created_at} /> },
          { head: t('state'), cell: ({ revoked_at }) => <KeyState isOpen={revoked_at === null} /> },
          {
            head: t('acts'),
            cell: ({ id, revoked_at }) =>
              revoked_at !== null || !may('rotateOwnClient') ? null : <KeyActs id={id} rotate={rotate} />,
          },
        ]}
      />
    </>
  );
}
