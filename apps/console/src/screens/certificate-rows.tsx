import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { Shape } from '../api/engine.js';
import { partnerIn, usePartners } from '../api/names.js';
import type { Column } from '../ui/table.js';
import { Badge, Day, Moment, Money, None, type Tone } from '../ui/values.js';

const tones: Readonly<Record<Shape<'AffinityStatus'>, Tone>> = { 1: 'good', 2: 'bad', 3: 'calm', 4: 'calm', 5: 'wait' };

export function CertificateStatus({ status }: { readonly status: Shape<'AffinityStatus'> }): ReactNode {
  const t = useTranslations('certificateStatus');
  return <Badge tone={tones[status]}>{t(`${status}`)}</Badge>;
}

/** The columns of lists of certificates. */
export function useCertificateColumns(): readonly Column<Shape<'FoundCertificate'>>[] {
  const t = useTranslations('certificates');
  // Asked for once, not in each row: fifty rows take long enough.
  const statuses = useTranslations('certificateStatus');
  const partners = usePartners();
  return [
    {
      head: t('number'),
      cell: ({ id, certificate_number }) => (
        <Link to="/certificates/$id" params={{ id }} className="whole">
          {certificate_number}
        </Link>
      ),
    },
    {
      head: t('holder'),
      cell: ({ holder_name, holder_document }) => (
        <>
          {holder_name ?? <None />} <span className="small">{holder_document}</span>
        </>
      ),
    },
    { head: t('product'), cell: ({ product_id, plan_id }) => `${product_id} · ${plan_id}` },
    { head: t('partner'), cell: ({ partner_id }) => partnerIn(partners, partner_id) },
    {
      head: t('lifetime'),
      cell: ({ lifetime_start, lifetime_end, date_end }) => (
        <>
          <Day on={lifetime_start} /> – <Day on={date_end ?? lifetime_end} />
        </>
      ),
    },
    {
      head: t('premium'),
      cell: ({ premium }) => <Money cents={premium.total} currency={premium.currency} />,
      figure: true,
    },
    { head: t('status'), cell: ({ status }) => <Badge tone={tones[status]}>{statuses(`${status}`)}</Badge> },
    { head: t('created'), cell: ({ created_at }) => <Moment at={created_at} /> },
  ];
}
