import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine, type Shape } from '../api/engine.js';
import { Filters } from '../ui/filters.js';
import { Page } from '../ui/page.js';
import { Reading } from '../ui/reading.js';
import { Table } from '../ui/table.js';
import { useQuotationColumns } from './quotation-rows.js';

const states = [
  'referred',
  'released',
  'declined',
  'refused',
  'approved',
] as const satisfies readonly Shape<'UnderwritingState'>[];

const pageSize = 10;

/** The queue: what waits for an underwriter, the oldest first. */
export function Underwriting(): ReactNode {
  const t = useTranslations('underwriting');
  const names = useTranslations('underwritingState');
  const navigate = useNavigate({ from: '/underwriting' });
  const { state, page = '1' } = useSearch({ from: '/underwriting' });
  const columns = useQuotationColumns();
  const shown = states.find((each) => each === state) ?? 'referred';
  const query = { underwriting_state: shown, page: Number(page), sort: 'created_at' as const };
  return (
    <Page title={t('title')}>
      <Filters
        values={{ state: shown }}
        filters={[{ name: 'state', label: t('state'), options: states.map((each) => [each, names(each)]) }]}
      />
      <Reading
        queryKey={['quotations', query]}
        read={() => answerOf(engine.GET('/ops/v1/quotations', { params: { query } }))}
        every={10_000}
      >
        {({ items, total }) => (
          <>
            <Table caption={t('title')} rows={items} keyOf={({ id }) => id} empty={t('empty')} columns={columns} />
            <p className="list-foot">
              <span role="status">{t('total', { count: total })}</span>
              <span>
                {Number(page) > 1 ? (
                  <button
                    type="button"
                    onClick={() => void navigate({ search: { state: shown, page: String(Number(page) - 1) } })}
                  >
                    {t('before')}
                  </button>
                ) : null}{' '}
                {Number(page) * pageSize < total ? (
                  <button
                    type="button"
                    onClick={() => void navigate({ search: { state: shown, page: String(Number(page) + 1) } })}
                  >
                    {t('after')}
                  </button>
                ) : null}
              </span>
            </p>
          </>
        )}
      </Reading>
    </Page>
  );
}
