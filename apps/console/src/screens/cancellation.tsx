import { useNavigate, useParams } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine, type Shape } from '../api/engine.js';
import { useAct } from '../ui/acting.js';
import { Field, Form, type Values } from '../ui/form.js';
import { Page, Section } from '../ui/page.js';
import { Problem } from '../ui/problem.js';
import { Reading } from '../ui/reading.js';
import { Day, Facts, Money } from '../ui/values.js';
import { CertificateStatus } from './certificate-rows.js';

type Certificate = Shape<'Certificate'>;
type Reason = Shape<'CancelReason'>;
type Preview = Shape<'CancellationPreview'>;

export function Cancellation(): ReactNode {
  const { id } = useParams({ from: '/certificates/$id/cancel' });
  const path = { affinity_id: id };
  return (
    <Reading
      queryKey={['certificate', id]}
      read={() => answerOf(engine.GET('/ops/v1/affinities/{affinity_id}', { params: { path } }))}
    >
      {(certificate) => <Steps certificate={certificate} />}
    </Reading>
  );
}

/** First what it would give back, then the cancellation: nobody cancels without having seen the figures. */
function Steps({ certificate }: { readonly certificate: Certificate }): ReactNode {
  const t = useTranslations('cancellation');
  const reasons = useTranslations('cancelReason');
  const params = { path: { affinity_id: certificate.id } };
  const [reason, setReason] = useState<Reason>(1);
  const { act, isActing, failure, done } = useAct((chosen: Reason) =>
    answerOf(
      engine.POST('/ops/v1/affinities/{affinity_id}/cancellation-preview', { params, body: { cancel_reason: chosen } }),
    ),
  );
  const preview = (values: Values): void => {
    const chosen = Number(values['cancel_reason']) as Reason;
    setReason(chosen);
    act(chosen);
  };
  return (
    <Page
      title={t('title', { number: certificate.certificate_number })}
      beside={<CertificateStatus status={certificate.status} />}
    >
      {certificate.cancellation === null ? null : <p className="notice wait">{t('already')}</p>}
      <Form onSubmit={preview}>
        <Problem failure={failure} />
        <Field
          name="cancel_reason"
          label={t('reason')}
          value={String(reason)}
          isRequired
          options={(['1', '2', '3', '4'] as const).map((each) => [each, reasons(each)])}
        />
        <button type="submit" disabled={isActing}>
          {t('preview')}
        </button>
      </Form>
      {done === undefined ? null : (
        <>
          <Section title={t('previewed')}>
            <Figures preview={done} currency={certificate.premium.currency} />
          </Section>
          <Confirmation certificate={certificate} reason={reason} preview={done} again={() => act(reason)} />
        </>
      )}
    </Page>
  );
}

function Figures({ preview, currency }: { readonly preview: Preview; readonly currency: string }): ReactNode {
  const t = useTranslations('cancellation');
  return (
    <>
      <Facts
        items={[
          [t('ends'), <Day on={preview.date_end} />],
          [t('rule'), preview.rule],
          [t('paid'), <Money cents={preview.paid} currency={currency} />],
          [t('kept'), <Money cents={preview.kept} currency={currency} />],
          [
            t('refund'),
            <strong>
              <Money cents={preview.refund} currency={currency} />
            </strong>,
          ],
          [t('taxRefund'), <Money cents={preview.tax_refund} currency={currency} />],
        ]}
      />
      <details>
        <summary>{t('explain')}</summary>
        <Facts
          items={preview.explain.map(({ name, amount, text }) => [
            name,
            amount === undefined ? (text ?? '') : <Money cents={amount} currency={currency} />,
          ])}
        />
      </details>
      {preview.successor === undefined ? null : <p className="notice wait">{preview.successor.note}</p>}
    </>
  );
}

type ConfirmationProps = {
  readonly certificate: Certificate;
  readonly reason: Reason;
  readonly preview: Preview;
  readonly again: () => void;
};

/** The number is typed, so that nobody cancels another certificate by mistake. */
function Confirmation({ certificate, reason, preview, again }: ConfirmationProps): ReactNode {
  const t = useTranslations('cancellation');
  const navigate = useNavigate();
  const [key] = useState(() => crypto.randomUUID());
  const [typed, setTyped] = useState('');
  const [moved, setMoved] = useState(false);
  const { id, certificate_number: number } = certificate;
  const params = { path: { affinity_id: id } };
  const { act, isActing, failure } = useAct(
    async (description: string | undefined) => {
      const body = { cancel_reason: reason };
      const now = await answerOf(
        engine.POST('/ops/v1/affinities/{affinity_id}/cancellation-preview', { params, body }),
      );
      // The figures of a day are not those of the next: what was seen must be what happens.
      if (now.refund !== preview.refund || now.date_end !== preview.date_end) return 'moved' as const;
      await answerOf(
        engine.POST('/ops/v1/affinities/{affinity_id}/cancellation', {
          params: { ...params, header: { 'Idempotency-Key': key } },
          body: { ...body, ...(description === undefined ? {} : { cancel_description: description }) },
        }),
      );
      return 'canceled' as const;
    },
    (outcome) => {
      setMoved(outcome === 'moved');
      if (outcome === 'moved') again();
      else void navigate({ to: '/certificates/$id', params: { id } });
    },
  );
  return (
    <Section title={t('confirm')}>
      {moved ? (
        <p className="notice wait" role="alert">
          {t('moved')}
        </p>
      ) : null}
      <Problem failure={failure} />
      <Form onSubmit={({ cancel_description }) => act(cancel_description)}>
        <Field name="cancel_description" label={t('description')} hint={t('descriptionHint')} failure={failure} />
        <div className="field">
          <label htmlFor="typed">{t('type', { number })}</label>
          <input id="typed" value={typed} autoComplete="off" onChange={({ target }) => setTyped(target.value)} />
        </div>
        <button type="submit" className="danger" disabled={isActing || typed.trim() !== number}>
          {t('act')}
        </button>
      </Form>
    </Section>
  );
}
