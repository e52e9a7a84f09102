import { Link, useParams } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine, type Shape } from '../api/engine.js';
import { useMay } from '../app/session.js';
import { useAct } from '../ui/acting.js';
import { Dialog } from '../ui/dialog.js';
import { Field, Form, type Values } from '../ui/form.js';
import { Page } from '../ui/page.js';
import { Problem } from '../ui/problem.js';
import { Reading } from '../ui/reading.js';
import { Facts, Id, Moment } from '../ui/values.js';
import { EndPortal, PortalLink } from './partner-portal.js';

type Partner = Shape<'Partner'>;

export function PartnerScreen(): ReactNode {
  const { id } = useParams({ from: '/partners/$id' });
  const params = { path: { partner_id: id } };
  return (
    <Reading queryKey={['partner', id]} read={() => answerOf(engine.GET('/ops/v1/partners/{partner_id}', { params }))}>
      {(partner) => <Shown partner={partner} />}
    </Reading>
  );
}

function Shown({ partner }: { readonly partner: Partner }): ReactNode {
  const t = useTranslations('partners');
  const may = useMay();
  const [asked, ask] = useState<'change' | 'link' | 'end' | null>(null);
  const { id } = partner;
  return (
    <Page
      title={partner.name}
      actions={
        <>
          {may('makePortalLink') ? (
            <button type="button" onClick={() => ask('link')}>
              {t('portalLink')}
            </button>
          ) : null}
          {may('endPortalSessions') ? (
            <button type="button" onClick={() => ask('end')}>
              {t('endPortal')}
            </button>
          ) : null}
          {may('changePartner') ? (
            <button type="button" onClick={() => ask('change')}>
              {t('change')}
            </button>
          ) : null}
        </>
      }
    >
      {asked === 'link' ? <PortalLink partnerId={id} onClose={() => ask(null)} /> : null}
      {asked === 'end' ? <EndPortal partner={partner} onClose={() => ask(null)} /> : null}
      {asked === 'change' ? <Change partner={partner} onClose={() => ask(null)} /> : null}
      <Facts
        items={[
          [t('id'), <Id value={id} />],
          [t('legalName'), partner.legal_name],
          [t('cnpj'), partner.cnpj],
          [t('email'), partner.email],
          [t('phone'), partner.phone],
          [t('products'), partner.product_ids.join(', ')],
          [
            t('insurers'),
            Object.entries(partner.insurers)
              .map(([insurer, standing]) => `${insurer}: ${String(standing)}`)
              .join(', ') || undefined,
          ],
          [t('groups'), partner.affinity_group_ids.join(', ') || t('noGroups')],
          [t('producerCode'), partner.default_producer_code],
          [t('created'), <Moment at={partner.created_at} />],
        ]}
      />
      <ul className="links">
        {may('listCertificates') ? (
          <li>
            <Link to="/certificates" search={{ partner_id: id }}>
              {t('certificates')}
            </Link>
          </li>
        ) : null}
        {may('listWebhookEndpoints') ? (
          <li>
            <Link to="/webhooks" search={{ partner_id: id }}>
              {t('webhooks')}
            </Link>
          </li>
        ) : null}
        {may('listRefusals') ? (
          <li>
            <Link to="/refusals" search={{ partner_id: id, days: '7' }}>
              {t('refusals')}
            </Link>
          </li>
        ) : null}
        {may('listAudit') ? (
          <li>
            <Link to="/audit" search={{ subject: id }}>
              {t('audit')}
            </Link>
          </li>
        ) : null}
      </ul>
    </Page>
  );
}

/** What one dialog shows may be old: only fields that were changed here are sent. */
function Change({ partner, onClose }: { readonly partner: Partner; readonly onClose: () => void }): ReactNode {
  const t = useTranslations('partners');
  const before: Values = {
    name: partner.name,
    email: partner.email,
    phone: partner.phone,
    affinity_group_ids: partner.affinity_group_ids.join(', '),
    default_producer_code: partner.default_producer_code ?? '',
  };
  const { act, isActing, failure } = useAct((values: Values) => {
    const changed = (name: string): boolean => (values[name] ?? '') !== before[name];
    const text = (name: 'name' | 'email' | 'phone') => (changed(name) ? { [name]: values[name] ?? '' } : {});
    return answerOf(
      engine.PATCH('/ops/v1/partners/{partner_id}', {
        params: { path: { partner_id: partner.id } },
        body: {
          ...text('name'),
          ...text('email'),
          ...text('phone'),
          ...(changed('affinity_group_ids')
            ? { affinity_group_ids: (values['affinity_group_ids'] ?? '').split(/[\s,]+/).filter((id) => id !== '') }
            : {}),
          ...(changed('default_producer_code')
            ? { default_producer_code: values['default_producer_code'] ?? null }
            : {}),
        },
      }),
    );
  }, onClose);
  return (
    <Dialog title={t('change')} onClose={onClose}>
      <Form onSubmit={act}>
        <Problem failure={failure} />
        <Field name="name" label={t('name')} value={before['name'] ?? ''} isRequired failure={failure} />
        <Field
          name="email"
          type="email"
          label={t('email')}
          value={before['email'] ?? ''}
          isRequired
          failure={failure}
        />
        <Field name="phone" label={t('phone')} value={before['phone'] ?? ''} isRequired failure={failure} />
        <Field
          name="affinity_group_ids"
          label={t('groups')}
          value={before['affinity_group_ids'] ?? ''}
          hint={t('groupsHint')}
          failure={failure}
        />
        <Field
          name="default_producer_code"
          label={t('producerCode')}
          value={before['default_producer_code'] ?? ''}
          failure={failure}
        />
        <button type="submit" className="first" disabled={isActing}>
          {t('save')}
        </button>
      </Form>
    </Dialog>
  );
}
