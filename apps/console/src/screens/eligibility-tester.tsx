import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine } from '../api/engine.js';
import { usePartners, useProducts } from '../api/names.js';
import { useAct } from '../ui/acting.js';
import { Field, Form, type Values } from '../ui/form.js';
import { Problem } from '../ui/problem.js';
import { Table } from '../ui/table.js';
import { Badge } from '../ui/values.js';

/** Would this partner's sale of this product be taken, and if not, what stands against it? Nothing is written. */
export function EligibilityTester(): ReactNode {
  const t = useTranslations('programme');
  const [partners, products] = [usePartners(), useProducts()];
  const { act, isActing, failure, done } = useAct(({ partner_id = '', product_id = '', ...others }: Values) =>
    answerOf(engine.POST('/ops/v1/eligibility-checks', { body: { partner_id, product_id, ...others } })),
  );
  return (
    <>
      <Form onSubmit={act} className="filters">
        <Field name="partner_id" label={t('partner')} options={partners} isRequired failure={failure} />
        <Field name="product_id" label={t('product')} options={products} isRequired failure={failure} />
        <Field name="on" type="date" label={t('on')} failure={failure} />
        <Field name="jurisdiction" label={t('jurisdiction')} failure={failure} />
        <Field name="producer_code" label={t('producerCode')} failure={failure} />
        <button type="submit" disabled={isActing}>
          {t('test')}
        </button>
      </Form>
      <Problem failure={failure} />
      {done === undefined ? null : (
        <div role="status">
          <p>
            <Badge tone={done.is_eligible ? 'good' : 'bad'}>{t(done.is_eligible ? 'eligible' : 'notEligible')}</Badge>{' '}
            {done.producer_code === null ? null : t('soldThrough', { code: done.producer_code })}
          </p>
          {done.is_eligible ? null : (
            <Table
              caption={t('reasons')}
              rows={done.reasons}
              keyOf={({ code, group_id }) => `${code} ${group_id}`}
              empty={t('noReasons')}
              columns={[
                { head: t('code'), cell: ({ code }) => <code>{code}</code> },
                { head: t('group'), cell: ({ group_id }) => group_id },
                { head: t('reason'), cell: ({ message }) => message },
              ]}
            />
          )}
        </div>
      )}
    </>
  );
}
