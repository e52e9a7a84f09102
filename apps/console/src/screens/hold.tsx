import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine, type Shape } from '../api/engine.js';
import { useAct } from '../ui/acting.js';
import { Dialog } from '../ui/dialog.js';
import { Field, Form } from '../ui/form.js';
import { Problem } from '../ui/problem.js';

type HoldPlacingProps = { readonly record: Shape<'PersonalRecord'>; readonly onClose: () => void };

const of = ({ kind, id }: { readonly kind: Shape<'PersonalRecordKind'>; readonly id: string }) => ({
  params: { path: { kind, record_id: id } },
});

/** A record that is held is not erased, whoever asks. */
export function HoldPlacing({ record, onClose }: HoldPlacingProps): ReactNode {
  const t = useTranslations('dataSubjects');
  const { act, isActing, failure } = useAct(
    (reason: string) =>
      answerOf(engine.PUT('/ops/v1/data-subjects/holds/{kind}/{record_id}', { ...of(record), body: { reason } })),
    onClose,
  );
  return (
    <Dialog title={t('hold')} onClose={onClose}>
      <Form onSubmit={({ reason = '' }) => act(reason)}>
        <Problem failure={failure} />
        <Field name="reason" label={t('reason')} isRequired failure={failure} />
        <button type="submit" className="first" disabled={isActing}>
          {t('hold')}
        </button>
      </Form>
    </Dialog>
  );
}

export function HoldRelease({ hold }: { readonly hold: Shape<'LegalHold'> }): ReactNode {
  const t = useTranslations('dataSubjects');
  const { act, isActing, failure } = useAct(() =>
    answerOf(engine.DELETE('/ops/v1/data-subjects/holds/{kind}/{record_id}', of(hold))),
  );
  return (
    <>
      <button type="button" disabled={isActing} onClick={() => act(undefined)}>
        {t('release')}
      </button>
      <Problem failure={failure} />
    </>
  );
}
