import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useFormat } from '../app/format.js';
import { csvOf, type CsvList } from '../api/csv.js';
import { useAct } from './acting.js';
import { download } from './download.js';
import { Problem } from './problem.js';
import { Table, type Column } from './table.js';

export type PageOf<Row> = { readonly items: readonly Row[]; readonly cursor?: string | null };

type ListProps<Row> = {
  readonly caption: string;
  /** What the list is kept under: its name and all it is filtered by. */
  readonly queryKey: readonly unknown[];
  readonly read: (cursor: string | undefined) => Promise<PageOf<Row>>;
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  readonly empty: ReactNode;
  /** Milliseconds between two readings; the list is not read while the page is hidden. */
  readonly every?: number;
  /** Where the engine gives it as CSV. */
  readonly csv?: CsvList;
};

/** A list of the engine, a page at a time. It says when it was read. */
export function List<Row>({ caption, queryKey, read, columns, keyOf, empty, every, csv }: ListProps<Row>): ReactNode {
  const t = useTranslations('common');
  const format = useFormat();
  const { data, error, isPending, hasNextPage, isFetching, fetchNextPage, dataUpdatedAt } = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
    ...(every === undefined ? {} : { refetchInterval: every }),
  });
  if (isPending) return <Loading />;
  if (data === undefined) return <Problem failure={error} />;
  const rows = data.pages.flatMap(({ items }) => items);
  return (
    <>
      <Problem failure={error} />
      <Table caption={caption} columns={columns} rows={rows} keyOf={keyOf} empty={empty} />
      <p className="list-foot">
        <span role="status">
          {t('rows', { count: rows.length, more: hasNextPage ? '+' : '' })} ·{' '}
          {t('asOf', { time: format.moment(new Date(dataUpdatedAt).toISOString()) })}
        </span>
        {csv === undefined || rows.length === 0 ? null : <Csv list={csv} />}
        {hasNextPage ? (
          <button type="button" disabled={isFetching} onClick={() => void fetchNextPage()}>
            {t('more')}
          </button>
        ) : null}
      </p>
    </>
  );
}

function Csv({ list }: { readonly list: CsvList }): ReactNode {
  const t = useTranslations('common');
  const { act, isActing, failure, done } = useAct(
    () => csvOf(list),
    ({ file }) => download(file, `${list.path.split('/').at(-1)}.csv`),
  );
  return (
    <>
      <Problem failure={failure} />
      <button type="button" disabled={isActing} onClick={() => act(undefined)}>
        {t('csv')}
      </button>
      {done?.isCut === true ? <span role="status">{t('csvCut')}</span> : null}
    </>
  );
}

export function Loading(): ReactNode {
  const t = useTranslations('common');
  return (
    <p className="loading" role="status">
      {t('loading')}
    </p>
  );
}
