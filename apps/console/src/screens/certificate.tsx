import { Link, useParams } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine, type Shape } from '../api/engine.js';
import { PartnerName } from '../api/names.js';
import { useMay } from '../app/session.js';
import { useAct } from '../ui/acting.js';
import { Page, Section } from '../ui/page.js';
import { Problem } from '../ui/problem.js';
import { Reading } from '../ui/reading.js';
import { Day, Facts, Id, Moment, Money, None } from '../ui/values.js';
import { CertificateStatus } from './certificate-rows.js';
import { Renewal } from './renewal.js';
import { Timeline } from './timeline.js';
import { Tree } from '../ui/tree.js';

export function CertificateScreen(): ReactNode {
  const { id } = useParams({ from: '/certificates/$id' });
  const path = { affinity_id: id };
  return (
    <Reading
      queryKey={['certificate', id]}
      read={() => answerOf(engine.GET('/ops/v1/affinities/{affinity_id}', { params: { path } }))}
    >
      {(certificate) => <Shown certificate={certificate} key={id} />}
    </Reading>
  );
}

function Shown({ certificate }: { readonly certificate: Shape<'Certificate'> }): ReactNode {
  const t = useTranslations('certificate');
  const may = useMay();
  const [renews, setRenews] = useState(false);
  const { id, status, premium } = certificate;
  const isOpen = status === 1 || status === 5;
  return (
    <Page
      title={t('title', { number: certificate.certificate_number })}
      beside={<CertificateStatus status={status} />}
      actions={
        <>
          {may('renewCertificate') && status === 1 ? (
            <button type="button" onClick={() => setRenews(true)}>
              {t('renew')}
            </button>
          ) : null}
          {may('cancelCertificate') && isOpen ? (
            <Link to="/certificates/$id/cancel" params={{ id }} className="button">
              {t('cancel')}
            </Link>
          ) : null}
        </>
      }
    >
      {renews ? <Renewal certificate={certificate} onClose={() => setRenews(false)} /> : null}
      <Facts
        items={[
          [t('id'), <Id value={id} />],
          [t('partner'), <PartnerName id={certificate.partner_id} />],
          [t('insurer'), certificate.insurer_name],
          [t('product'), `${certificate.product_id} · ${certificate.plan_id} · ${certificate.product_version}`],
          [t('producerCode'), certificate.producer_code],
          [
            t('lifetime'),
            <>
              <Day on={certificate.lifetime_start} /> – <Day on={certificate.lifetime_end} />
            </>,
          ],
          [t('ends'), <Day on={certificate.date_end} />],
          [t('reference'), certificate.external_reference],
          [t('created'), <Moment at={certificate.created_at} />],
          [t('issued'), <Moment at={certificate.issued_at} />],
          [t('due'), <Moment at={certificate.answer_due_at} />],
          [t('renewals'), <Renewals certificate={certificate} />],
        ]}
      />
      <div className="columns">
        <Section title={t('premium')}>
          <Facts
            items={[
              [t('net'), <Money cents={premium.net} currency={premium.currency} />],
              [t('fees'), <Money cents={premium.fees} currency={premium.currency} />],
              [t('tax'), <Money cents={premium.tax} currency={premium.currency} />],
              [
                t('total'),
                <strong>
                  <Money cents={premium.total} currency={premium.currency} />
                </strong>,
              ],
              [t('paid'), <Money cents={certificate.paid} currency={premium.currency} />],
            ]}
          />
        </Section>
        <Canceled certificate={certificate} />
      </div>
      <Persons certificate={certificate} />
      <Section title={t('timeline')}>
        <Timeline affinityId={id} />
      </Section>
    </Page>
  );
}

function Renewals({ certificate }: { readonly certificate: Shape<'Certificate'> }): ReactNode {
  const t = useTranslations('certificate');
  const { renewed_from: from, renewed_by: by } = certificate;
  if (from === null && by === null) return <None />;
  return (
    <>
      {from === null ? null : (
        <Link to="/certificates/$id" params={{ id: from }}>
          {t('before')}
        </Link>
      )}{' '}
      {by === null ? null : (
        <Link to="/certificates/$id" params={{ id: by }}>
          {t('after')}
        </Link>
      )}
    </>
  );
}

function Canceled({ certificate }: { readonly certificate: Shape<'Certificate'> }): ReactNode {
  const t = useTranslations('certificate');
  const reason = useTranslations('cancelReason');
  const { cancellation, premium } = certificate;
  if (cancellation === null) return null;
  return (
    <Section title={t('cancellation')}>
      <Facts
        items={[
          [t('reason'), reason(`${cancellation.cancel_reason}`)],
          [t('description'), cancellation.cancel_description],
          [t('canceledAt'), <Moment at={cancellation.canceled_at} />],
          [t('rule'), cancellation.rule],
          [t('kept'), <Money cents={cancellation.kept} currency={premium.currency} />],
          [t('refund'), <Money cents={cancellation.refund} currency={premium.currency} />],
        ]}
      />
    </Section>
  );
}

/** Persons are masked until somebody asks, which the audit trail keeps. What is revealed goes with the page. */
function Persons({ certificate }: { readonly certificate: Shape<'Certificate'> }): ReactNode {
  const t = useTranslations('certificate');
  const may = useMay();
  const path = { affinity_id: certificate.id };
  const { act, isActing, failure, done } = useAct(() =>
    answerOf(engine.POST('/ops/v1/affinities/{affinity_id}/reveal', { params: { path } })),
  );
  const shown = done ?? certificate;
  return (
    <Section
      title={t('persons')}
      beside={
        may('revealCertificate') && done === undefined && certificate.affinity_holder !== null ? (
          <button type="button" disabled={isActing} onClick={() => act(undefined)}>
            {t('reveal')}
          </button>
        ) : null
      }
    >
      <Problem failure={failure} />
      {certificate.affinity_holder === null ? <p className="notice">{t('erased')}</p> : null}
      <div className="columns">
        <Tree value={shown.affinity_holder} label={t('holder')} />
        <Tree value={shown.item} label={t('item')} />
      </div>
      {done === undefined ? null : (
        <ul className="links">
          {done.attachments.map(({ type, url }) => (
            <li key={url}>
              <a href={url} target="_blank" rel="noreferrer">
                {t(`attachment.${type}`)}
              </a>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
