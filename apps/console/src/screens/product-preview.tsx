import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine, Refused, type Shape } from '../api/engine.js';
import { useMay } from '../app/session.js';
import { useAct } from '../ui/acting.js';
import { download } from '../ui/download.js';
import { Field } from '../ui/form.js';
import { Problem } from '../ui/problem.js';
import { Facts, Money } from '../ui/values.js';
import { ParticularsFields } from './particulars-fields.js';
import { fieldsOf, particularsFrom, type JsonSchema } from './particulars.js';

type Version = Shape<'CatalogueProductVersion'>;

/** A sale that is tried out: the form is made from what the product asks, faults stand at their fields, nothing is kept. */
export function ProductPreview({ product }: { readonly product: Version }): ReactNode {
  const t = useTranslations('products');
  const may = useMay();
  const params = { path: { product_id: product.id } };
  const { affinity_holder: askedHolder, item: askedItem } = product.particulars;
  const holder = fieldsOf((askedHolder?.schema as JsonSchema | undefined) ?? null, 'affinity_holder');
  const item = fieldsOf((askedItem?.schema as JsonSchema | undefined) ?? null, 'item');
  const [tried, setTried] = useState<Shape<'ProductPreviewInput'> | null>(null);
  const preview = useAct((body: Shape<'ProductPreviewInput'>) =>
    answerOf(engine.POST('/ops/v1/products/{product_id}/preview', { params, body })),
  );
  const specimen = useAct(
    async (body: Shape<'ProductPreviewInput'>) => {
      const call = engine.POST('/ops/v1/products/{product_id}/preview/document', { params, body, parseAs: 'blob' });
      return (await answerOf(call)) as Blob;
    },
    (file) => download(file, 'specimen.pdf'),
  );
  const { done } = preview;
  // The faults of a preview are no refusal of the call: they are shown at their fields in the same way.
  const failure = preview.failure ?? (done === undefined || done.faults.length === 0 ? null : faulty(done.faults));
  const send = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const body = bodyOf(product, new FormData(event.currentTarget), holder, item);
    setTried(body);
    preview.act(body);
  };
  return (
    <>
      <form className="form" onSubmit={send}>
        <div className="filters">
          <Field
            name="plan_id"
            label={t('plan')}
            value={product.plans[0]?.id ?? ''}
            isRequired
            options={product.plans.map(({ id, name }) => [id, name])}
            failure={failure}
          />
          <Field name="lifetime_start" type="date" label={t('start')} isRequired failure={failure} />
          <Field name="lifetime_end" type="date" label={t('end')} failure={failure} />
        </div>
        <ParticularsFields legend={t('holder')} fields={holder} failure={failure} />
        <ParticularsFields legend={t('item')} fields={item} failure={failure} />
        <button type="submit" className="first" disabled={preview.isActing}>
          {t('try')}
        </button>
      </form>
      <Problem failure={preview.failure ?? specimen.failure} />
      {done === undefined ? null : (
        <div role="status">
          {done.faults.length === 0 ? null : (
            <div className="problem">
              <p>{t('faults', { count: done.faults.length })}</p>
              <ul>
                {done.faults.map(({ path, expected }) => (
                  <li key={path}>
                    <code>{path}</code>: {expected}
                  </li>
                ))}
              </ul>
            </div>
          )}
          {done.premium === null ? null : <Premium premium={done.premium} />}
          {done.faults.length === 0 && tried !== null && may('printSpecimen') ? (
            <button type="button" disabled={specimen.isActing} onClick={() => specimen.act(tried)}>
              {t('specimen')}
            </button>
          ) : null}
        </div>
      )}
    </>
  );
}

const faulty = (faults: readonly { readonly path: string; readonly expected: string }[]): Refused =>
  new Refused('PREVIEW', 0, '', faults, null);

function Premium({ premium }: { readonly premium: Shape<'PreviewedPremium'> }): ReactNode {
  const t = useTranslations('products');
  const money = (cents: number): ReactNode => <Money cents={cents} currency={premium.currency} />;
  return (
    <Facts
      items={[
        [t('term'), t('days', { count: premium.term_days })],
        [t('net'), money(premium.net)],
        [t('fees'), money(premium.fees)],
        [t('tax'), money(premium.tax)],
        [t('total'), <strong>{money(premium.total)}</strong>],
      ]}
    />
  );
}

function bodyOf(
  product: Version,
  form: FormData,
  holder: ReturnType<typeof fieldsOf>,
  item: ReturnType<typeof fieldsOf>,
): Shape<'ProductPreviewInput'> {
  const text = (name: string): string => String(form.get(name) ?? '');
  const end = text('lifetime_end');
  return {
    version: product.version,
    plan_id: text('plan_id'),
    lifetime_start: text('lifetime_start'),
    ...(end === '' ? {} : { lifetime_end: end }),
    affinity_holder: givenOf(product.particulars.affinity_holder, particularsFrom(holder, text)),
    item: givenOf(product.particulars.item, particularsFrom(item, text)),
  };
}

/** What is not asked, or may be left out and is empty, is not sent. */
const givenOf = (
  asked: Shape<'AskedParticulars'> | null,
  given: Record<string, unknown>,
): Record<string, unknown> | null =>
  asked === null || (!asked.required && Object.keys(given).length === 0) ? null : given;
