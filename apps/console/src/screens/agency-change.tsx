import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine, type Shape } from '../api/engine.js';
import { useAct } from '../ui/acting.js';
import { Dialog } from '../ui/dialog.js';
import { Field, Form, type Values } from '../ui/form.js';
import { Problem } from '../ui/problem.js';

type Kept = Shape<'KeptAgencyNumber'>;
type Change = Shape<'KeptAgencyNumberChange'>;
type ChangeProps = { readonly number: Kept; readonly onClose: () => void };

/** Changes whether a number is offered, its match code, and for what it is the default. */
export function AgencyNumberChange({ number, onClose }: ChangeProps): ReactNode {
  const t = useTranslations('agency');
  const { act, isActing, failure } = useAct(
    (body: Change) =>
      answerOf(
        engine.PATCH('/ops/v1/agency-numbers/{agency_number_id}', {
          params: { path: { agency_number_id: number.id } },
          body,
        }),
      ),
    onClose,
  );
  const send = (values: Values): void => {
    const change = changeOf(number, values);
    if (Object.keys(change).length === 0) onClose();
    else act(change);
  };
  const yesOrNo = (['true', 'false'] as const).map((each) => [each, t(each === 'true' ? 'yes' : 'no')] as const);
  const flag = (['true', 'false'] as const).map((each) => [each, t(each === 'true' ? 'flagNow' : 'noFlag')] as const);
  return (
    <Dialog title={number.agency_number} onClose={onClose}>
      <Form onSubmit={send}>
        <Problem failure={failure} />
        <Field name="active" label={t('active')} isRequired options={yesOrNo} value={String(number.active)} />
        <Field name="match_code" label={t('matchCode')} value={number.match_code ?? ''} failure={failure} />
        <Field name="default_for_tenders" label={t('forTenders')} hint={t('flagHint')} options={flag} />
        <Field name="default_for_calculations" label={t('forCalculations')} hint={t('flagHint')} options={flag} />
        <button type="submit" className="first" disabled={isActing}>
          {t('save')}
        </button>
      </Form>
    </Dialog>
  );
}

/** What is shown may be old: only what was changed here is sent. A flag that is chosen is sent, also where it is there. */
function changeOf(number: Kept, values: Values): Change {
  const {
    active,
    match_code: code = null,
    default_for_tenders: tenders,
    default_for_calculations: calculations,
  } = values;
  return {
    ...(active === String(number.active) ? {} : { active: active === 'true' }),
    ...(code === number.match_code ? {} : { match_code: code }),
    ...(tenders === undefined ? {} : { default_for_tenders: tenders === 'true' }),
    ...(calculations === undefined ? {} : { default_for_calculations: calculations === 'true' }),
  };
}
