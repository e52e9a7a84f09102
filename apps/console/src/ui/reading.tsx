import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Loading } from './list.js';
import { Problem } from './problem.js';

type ReadingProps<Data> = {
  readonly queryKey: readonly unknown[];
  readonly read: () => Promise<Data>;
  readonly children: (data: Data) => ReactNode;
  readonly every?: number;
};

/** Reads one thing, and shows it; what went wrong stands in its place. */
export function Reading<Data>({ queryKey, read, children, every }: ReadingProps<Data>): ReactNode {
  const { data, error } = useQuery({
    queryKey,
    queryFn: read,
    ...(every === undefined ? {} : { refetchInterval: every }),
  });
  if (data === undefined) return error === null ? <Loading /> : <Problem failure={error} />;
  return (
    <>
      <Problem failure={error} />
      {children(data)}
    </>
  );
}
