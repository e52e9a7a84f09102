import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine, type Shape } from '../api/engine.js';
import { useAct } from '../ui/acting.js';
import { Dialog } from '../ui/dialog.js';
import { Field, Form } from '../ui/form.js';
import { Problem } from '../ui/problem.js';

type DecisionProps = {
  readonly quotation: Shape<'OperatedQuotationDetail'>;
  readonly kind: 'release' | 'decline';
  readonly onClose: () => void;
};

/** The decision is about the proposal that is shown: the engine refuses it where a newer one has been made. */
export function Decision({ quotation, kind, onClose }: DecisionProps): ReactNode {
  const t = useTranslations('quotation');
  const params = { path: { quotation_id: quotation.id } };
  const { act, isActing, failure } = useAct((reason: string) => {
    const body = { proposal_number: quotation.proposal?.number ?? '', reason };
    return kind === 'release'
      ? answerOf(engine.POST('/ops/v1/quotations/{quotation_id}/release', { params, body }))
      : answerOf(engine.POST('/ops/v1/quotations/{quotation_id}/decline', { params, body }));
  }, onClose);
  return (
    <Dialog title={t(kind)} onClose={onClose}>
      <p>{t('about', { number: quotation.proposal?.number ?? '' })}</p>
      <Form onSubmit={({ reason = '' }) => act(reason)}>
        <Problem failure={failure} />
        <Field name="reason" label={t('reason')} hint={t('reasonHint')} isRequired failure={failure} />
        <button type="submit" className={kind === 'release' ? 'first' : 'danger'} disabled={isActing}>
          {t(kind)}
        </button>
      </Form>
    </Dialog>
  );
}
