import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine } from '../api/engine.js';
import { useProducts } from '../api/names.js';
import { useMay } from '../app/session.js';
import { useAct } from '../ui/acting.js';
import { Dialog } from '../ui/dialog.js';
import { Field, Form, type Values } from '../ui/form.js';
import { List } from '../ui/list.js';
import { Page } from '../ui/page.js';
import { Problem } from '../ui/problem.js';
import { Moment } from '../ui/values.js';

export function Partners(): ReactNode {
  const t = useTranslations('partners');
  const may = useMay();
  const [creates, setCreates] = useState(false);
  return (
    <Page
      title={t('title')}
      actions={
        may('createPartner') ? (
          <button type="button" onClick={() => setCreates(true)}>
            {t('create')}
          </button>
        ) : undefined
      }
    >
      {creates ? <Creation onClose={() => setCreates(false)} /> : null}
      <List
        caption={t('title')}
        queryKey={['partners', 'list']}
        keyOf={({ id }) => id}
        empty={t('empty')}
        csv={{ path: '/ops/v1/partners' }}
        read={(cursor?: string) =>
          answerOf(
            engine.GET('/ops/v1/partners', {
              params: { query: { rows: 50, ...(cursor === undefined ? {} : { cursor }) } },
            }),
          )
        }
        columns={[
          {
            head: t('name'),
            cell: ({ id, name }) => (
              <Link to="/partners/$id" params={{ id }}>
                {name}
              </Link>
            ),
          },
          { head: t('legalName'), cell: ({ legal_name }) => legal_name },
          { head: t('cnpj'), cell: ({ cnpj }) => cnpj },
          { head: t('products'), cell: ({ product_ids }) => product_ids.join(', ') },
          { head: t('groups'), cell: ({ affinity_group_ids }) => affinity_group_ids.join(', ') },
          { head: t('created'), cell: ({ created_at }) => <Moment at={created_at} /> },
        ]}
      />
    </Page>
  );
}

function Creation({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useTranslations('partners');
  const products = useProducts();
  const { act, isActing, failure } = useAct(
    ({ name = '', legal_name = '', cnpj = '', email = '', phone = '', product_ids = '' }: Values) =>
      answerOf(
        engine.POST('/ops/v1/partners', {
          body: {
            name,
            legal_name,
            cnpj,
            email,
            phone,
            product_ids: product_ids.split(/[\s,]+/).filter((id) => id !== ''),
          },
        }),
      ),
    onClose,
  );
  return (
    <Dialog title={t('create')} onClose={onClose}>
      <Form onSubmit={act}>
        <Problem failure={failure} />
        <Field name="name" label={t('name')} isRequired failure={failure} />
        <Field name="legal_name" label={t('legalName')} isRequired failure={failure} />
        <Field name="cnpj" label={t('cnpj')} isRequired failure={failure} />
        <Field name="email" type="email" label={t('email')} isRequired failure={failure} />
        <Field name="phone" label={t('phone')} isRequired failure={failure} />
        <Field
          name="product_ids"
          label={t('products')}
          hint={t('productsHint', { products: products.map(([id]) => id).join(', ') })}
          isRequired
          failure={failure}
        />
        <button type="submit" className="first" disabled={isActing}>
          {t('create')}
        </button>
      </Form>
    </Dialog>
  );
}
