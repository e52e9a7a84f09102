import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { Shape } from '../api/engine.js';
import type { Column } from '../ui/table.js';
import { Age, Badge, Moment, None, type Tone } from '../ui/values.js';

const tones: Readonly<Record<Shape<'UnderwritingState'>, Tone>> = {
  referred: 'wait',
  released: 'good',
  approved: 'good',
  declined: 'bad',
  refused: 'bad',
};

export function UnderwritingState({ state }: { readonly state: Shape<'UnderwritingState'> }): ReactNode {
  const t = useTranslations('underwritingState');
  return <Badge tone={tones[state]}>{t(state)}</Badge>;
}

/** The columns of lists of quotations. */
export function useQuotationColumns(): readonly Column<Shape<'OperatedQuotation'>>[] {
  const t = useTranslations('underwriting');
  return [
    {
      head: t('number'),
      cell: ({ id, number }) => (
        <Link to="/underwriting/$id" params={{ id }}>
          {number}
        </Link>
      ),
    },
    { head: t('product'), cell: ({ operation_code }) => operation_code },
    { head: t('register'), cell: ({ register_number }) => register_number },
    { head: t('state'), cell: ({ underwriting_state }) => <UnderwritingState state={underwriting_state} /> },
    { head: t('proposal'), cell: ({ proposal_number }) => proposal_number ?? <None /> },
    {
      head: t('diligence'),
      cell: ({ enhanced_diligence }) => (enhanced_diligence ? <Badge tone="bad">{t('pep')}</Badge> : <None />),
    },
    { head: t('age'), cell: ({ created_at }) => <Age at={created_at} business /> },
    { head: t('expires'), cell: ({ expires_at }) => <Moment at={expires_at} /> },
  ];
}
