import { useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine, type Shape } from '../api/engine.js';
import { PartnerName, usePartners } from '../api/names.js';
import { useMay } from '../app/session.js';
import { useAct } from '../ui/acting.js';
import { Dialog } from '../ui/dialog.js';
import { Field, Form, type Values } from '../ui/form.js';
import { List } from '../ui/list.js';
import { Page, Section } from '../ui/page.js';
import { Problem } from '../ui/problem.js';
import { Secret } from '../ui/secret.js';
import { Id, Moment } from '../ui/values.js';
import { KeyActs, KeyState } from './key-acts.js';
import { OwnClients } from './own-clients.js';
import { Subscriptions } from './subscriptions.js';

/** The keys of programs: clients of the APIs, and subscriptions of the quotation API; a partner’s developers see their own clients. */
export function Keys(): ReactNode {
  const t = useTranslations('keys');
  const may = useMay();
  const [creates, setCreates] = useState(false);
  return (
    <Page
      title={t('title')}
      actions={
        may('createClient') ? (
          <button type="button" onClick={() => setCreates(true)}>
            {t('create')}
          </button>
        ) : undefined
      }
    >
      {creates ? <Creation onClose={() => setCreates(false)} /> : null}
      {may('listClients') ? (
        <Section title={t('clients')}>
          <Clients />
        </Section>
      ) : null}
      {may('listOwnClients') ? <OwnClients /> : null}
      {may('listSubscriptions') ? (
        <Section title={t('subscriptions')}>
          <Subscriptions />
        </Section>
      ) : null}
    </Page>
  );
}

type Shown = { readonly name: string; readonly value: string };

function Clients(): ReactNode {
  const t = useTranslations('keys');
  const may = useMay();
  const [shown, show] = useState<Shown | null>(null);
  const of = (id: string) => ({ params: { path: { client_id: id } } });
  const rotate = useAct(
    (id: string) => answerOf(engine.POST('/ops/v1/clients/{client_id}/rotate', of(id))),
    ({ name, client_secret: value }) => show({ name, value }),
  );
  const revoke = useAct((id: string) => answerOf(engine.POST('/ops/v1/clients/{client_id}/revoke', of(id))));
  return (
    <>
      {shown === null ? null : <Secret label={t('secretOf', { name: shown.name })} value={shown.value} />}
      <Problem failure={rotate.failure ?? revoke.failure} />
      <List
        caption={t('clients')}
        queryKey={['clients']}
        keyOf={({ id }) => id}
        empty={t('empty')}
        read={(cursor?: string) =>
          answerOf(
            engine.GET('/ops/v1/clients', {
              params: { query: { rows: 50, ...(cursor === undefined ? {} : { cursor }) } },
            }),
          )
        }
        columns={[
          { head: t('name'), cell: ({ name }) => <strong>{name}</strong> },
          { head: t('id'), cell: ({ id }) => <Id value={id} short /> },
          { head: t('role'), cell: ({ role }) => t(`clientRoles.${role}`) },
          { head: t('partner'), cell: ({ partner_id }) => <PartnerName id={partner_id} /> },
          { head: t('created'), cell: ({ created_at }) => <Moment at={created_at} /> },
          { head: t('state'), cell: ({ revoked_at }) => <KeyState isOpen={revoked_at === null} /> },
          {
            head: t('acts'),
            cell: ({ id, revoked_at }) =>
              revoked_at !== null || !may('rotateClient') ? null : <KeyActs id={id} rotate={rotate} revoke={revoke} />,
          },
        ]}
      />
    </>
  );
}

function Creation({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useTranslations('keys');
  const partners = usePartners();
  const { act, isActing, failure, done } = useAct(({ name = '', role = 'partner', partner_id }: Values) =>
    answerOf(
      engine.POST('/ops/v1/clients', {
        body: { name, role: role as Shape<'ClientRole'>, ...(partner_id ? { partner_id } : {}) },
      }),
    ),
  );
  return (
    <Dialog title={t('create')} onClose={onClose}>
      {done === undefined ? (
        <Form onSubmit={act}>
          <Problem failure={failure} />
          <Field name="name" label={t('name')} isRequired failure={failure} />
          <Field
            name="role"
            label={t('role')}
            value="partner"
            isRequired
            options={(['partner', 'account', 'admin'] as const).map((role) => [role, t(`clientRoles.${role}`)])}
          />
          <Field name="partner_id" label={t('partner')} hint={t('partnerHint')} options={partners} failure={failure} />
          <button type="submit" className="first" disabled={isActing}>
            {t('create')}
          </button>
        </Form>
      ) : (
        <>
          <p>
            {t('id')}: <Id value={done.id} />
          </p>
          <Secret label={t('secretOf', { name: done.name })} value={done.client_secret} />
        </>
      )}
    </Dialog>
  );
}
