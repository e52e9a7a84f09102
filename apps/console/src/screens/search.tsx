import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine, type Shape } from '../api/engine.js';
import { useMay } from '../app/session.js';
import { List } from '../ui/list.js';
import { Page } from '../ui/page.js';
import { readSought, type Sought } from './sought.js';
import { useCertificateColumns } from './certificate-rows.js';

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
  const columns = useCertificateColumns();
  useEffect(() => field.current?.focus(), []);
  const search = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const found = readSought(field.current?.value ?? '');
    setSought(found);
    if (found?.kind === 'refusal' && may('getRefusal')) {
      void navigate({ to: '/refusals/$reference', params: { reference: found.text } });
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
      {sought === null || sought.kind === 'refusal' ? null : (
        <>
          <p role="status">{t(`by.${sought.kind}`)}</p>
          <List
            caption={t('found')}
            queryKey={['search', sought]}
            columns={columns}
            keyOf={({ id }) => id}
            empty={t(`none.${sought.kind}`)}
            read={(cursor?: string) => find(sought, cursor)}
          />
        </>
      )}
    </Page>
  );
}

type Found = { readonly items: readonly Shape<'FoundCertificate'>[]; readonly cursor?: string | null };

function find({ kind, text }: Sought, cursor: string | undefined): Promise<Found> {
  const more = { rows: 50, ...(cursor === undefined ? {} : { cursor }) };
  if (kind === 'affinity') {
    const path = { affinity_id: text };
    return answerOf(engine.GET('/ops/v1/affinities/{affinity_id}', { params: { path } })).then((one) => ({
      items: [one],
    }));
  }
  const criterion = kind === 'number' ? { certificate_number: text } : { [kind]: text };
  return answerOf(engine.POST('/ops/v1/affinities/search', { body: { ...criterion, ...more } }));
}
