import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine, Refused, type Shape } from '../api/engine.js';
import { useMay } from '../app/session.js';
import { List, type PageOf } from '../ui/list.js';
import { Page, Section } from '../ui/page.js';
import { endpointOfEvent, readSought, type Sought } from './sought.js';
import { useCertificateColumns } from './certificate-rows.js';
import { useQuotationColumns } from './quotation-rows.js';

const rows = 50;

/**
 * One field for all that a person may have in hand. What is sought stays in this page's memory: it is no part of the address, since
 * a CPF in an address gets into histories and logs.
 */
export function Search(): ReactNode {
  const t = useTranslations('search');
  const may = useMay();
  const navigate = useNavigate();
  const field = useRef<HTMLInputElement>(null);
  const [sought, setSought] = useState<Sought | null>(null);
  const calls = sought === null ? [] : callsFor[sought.kind].filter(may);
  useEffect(() => field.current?.focus(), []);
  const search = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const found = readSought(field.current?.value ?? '');
    setSought(found);
    if (found?.kind === 'refusal' && may('getRefusal')) {
      void navigate({ to: '/refusals/$reference', params: { reference: found.text } });
    }
    if (found?.kind === 'event' && may('getDelivery')) {
      const params = { id: endpointOfEvent(found.text), eventId: found.text };
      void navigate({ to: '/webhooks/$id/deliveries/$eventId', params });
    }
  };
  return (
    <Page title={t('title')}>
      <form className="search" role="search" onSubmit={search}>
        <label htmlFor="sought">{t('label')}</label>
        <input id="sought" ref={field} type="text" autoComplete="off" spellCheck={false} maxLength={200} />
        <button type="submit" className="first">
          {t('act')}
        </button>
      </form>
      <p className="small">{t('help')}</p>
      {sought === null ? null : (
        <>
          <p role="status">{t(`by.${sought.kind}`)}</p>
          {calls.includes(certificates) ? (
            <Section title={t('certificates')}>
              <CertificatesFound sought={sought} />
            </Section>
          ) : null}
          {calls.includes(quotations) ? (
            <Section title={t('quotations')}>
              <QuotationsFound sought={sought} />
            </Section>
          ) : null}
          {calls.length > 0 ? null : <p>{t('nowhere')}</p>}
        </>
      )}
    </Page>
  );
}

const [certificates, quotations] = ['searchCertificates', 'searchQuotations'] as const;

/** The calls that each kind of thing is sought by. */
const callsFor: Readonly<Record<Sought['kind'], readonly string[]>> = {
  ...{ cpf: [certificates, quotations], cnpj: [certificates, quotations], name: [certificates, quotations] },
  ...{ id: [certificates, quotations], email: [certificates], number: [certificates], quotation: [quotations] },
  ...{ refusal: ['getRefusal'], event: ['getDelivery'] },
};

type FoundProps = { readonly sought: Sought };

function CertificatesFound({ sought }: FoundProps): ReactNode {
  const t = useTranslations('search');
  return (
    <List
      caption={t('certificates')}
      queryKey={['search', sought]}
      columns={useCertificateColumns()}
      keyOf={({ id }) => id}
      empty={t('noCertificate')}
      read={(cursor?: string) => certificatesLike(sought, cursor)}
    />
  );
}

function QuotationsFound({ sought }: FoundProps): ReactNode {
  const t = useTranslations('search');
  return (
    <List
      caption={t('quotations')}
      queryKey={['search-quotations', sought]}
      columns={useQuotationColumns()}
      keyOf={({ id }) => id}
      empty={t('noQuotation')}
      read={(cursor?: string) => quotationsLike(sought, cursor)}
    />
  );
}

type PageOfCertificates = PageOf<Shape<'FoundCertificate'>>;

function certificatesLike({ kind, text }: Sought, cursor: string | undefined): Promise<PageOfCertificates> {
  if (kind === 'id') {
    const path = { affinity_id: text };
    return oneOrNone(answerOf(engine.GET('/ops/v1/affinities/{affinity_id}', { params: { path } })));
  }
  const more = { rows, ...(cursor === undefined ? {} : { cursor }) };
  // The number of a certificate says nothing of a person: it may stand in an address.
  return kind === 'number'
    ? answerOf(engine.GET('/ops/v1/affinities', { params: { query: { certificate_number: text, ...more } } }))
    : answerOf(engine.POST('/ops/v1/affinities/search', { body: { [kind]: text, ...more } }));
}

async function quotationsLike({ kind, text }: Sought, cursor = '1'): Promise<PageOf<Shape<'OperatedQuotation'>>> {
  if (kind === 'id') {
    const path = { quotation_id: text };
    return oneOrNone(answerOf(engine.GET('/ops/v1/quotations/{quotation_id}', { params: { path } })));
  }
  const page = Number(cursor);
  const found = (search: string) =>
    answerOf(engine.POST('/ops/v1/quotations/search', { body: { search, page, rows } }));
  const { items, total } = await found(text);
  // The fourteen digits of a proposal may look like a CNPJ: the quotation’s are the first ten.
  if (kind === 'cnpj' && total === 0) return { items: (await found(text.slice(0, 10))).items };
  return { items, cursor: page * rows < total ? String(page + 1) : null };
}

/** An id is of a certificate or of a quotation: one of the two is not found. */
async function oneOrNone<Row>(reading: Promise<Row>): Promise<PageOf<Row>> {
  try {
    return { items: [await reading] };
  } catch (failure) {
    if (failure instanceof Refused && failure.status === 404) return { items: [] };
    throw failure;
  }
}
