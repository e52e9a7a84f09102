import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine, type Shape } from '../api/engine.js';
import { useAct } from '../ui/acting.js';
import { Dialog } from '../ui/dialog.js';
import { Field, Form, type Values } from '../ui/form.js';
import { Problem } from '../ui/problem.js';

type RenewalProps = { readonly certificate: Shape<'Certificate'>; readonly onClose: () => void };

/** Renews in the partner's place. The key makes a second press a repeat, not a second renewal. */
export function Renewal({ certificate, onClose }: RenewalProps): ReactNode {
  const t = useTranslations('renewal');
  const navigate = useNavigate();
  const [key] = useState(() => crypto.randomUUID());
  const { act, isActing, failure } = useAct(
    ({ lifetime_end, plan_id }: Values) =>
      answerOf(
        engine.POST('/ops/v1/affinities/{affinity_id}/renewal', {
          params: { path: { affinity_id: certificate.id }, header: { 'Idempotency-Key': key } },
          body: { ...(lifetime_end ? { lifetime_end } : {}), ...(plan_id ? { plan_id } : {}) },
        }),
      ),
    ({ id }) => {
      onClose();
      void navigate({ to: '/certificates/$id', params: { id } });
    },
  );
  return (
    <Dialog title={t('title', { number: certificate.certificate_number })} onClose={onClose}>
      <Form onSubmit={act}>
        <Problem failure={failure} />
        <Field name="lifetime_end" type="date" label={t('end')} hint={t('endHint')} failure={failure} />
        <Field name="plan_id" label={t('plan')} hint={t('planHint', { plan: certificate.plan_id })} failure={failure} />
        <button type="submit" className="first" disabled={isActing}>
          {t('act')}
        </button>
      </Form>
    </Dialog>
  );
}
