import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '../app/session.js';
import { Id, None } from '../ui/values.js';
import { answerOf, engine, type Shape } from './engine.js';

const staleTime = 5 * 60_000;

export type Choices = readonly (readonly [string, string])[];

/** The first hundred partners, to choose among. */
export function usePartners(): Choices {
  const enabled = useMay()('listPartners');
  const { data } = useQuery({
    queryKey: ['partners', 'names'],
    queryFn: () => answerOf(engine.GET('/ops/v1/partners', { params: { query: { rows: 100 } } })),
    staleTime,
    enabled,
  });
  return data?.items.map(({ id, name }) => [id, name] as const) ?? [];
}

function useInsurerList(): readonly Shape<'Insurer'>[] {
  const enabled = useMay()('listInsurers');
  const { data } = useQuery({
    queryKey: ['insurers'],
    queryFn: () => answerOf(engine.GET('/ops/v1/insurers')),
    staleTime,
    enabled,
  });
  return data?.items ?? [];
}

/** The insurers, to choose among. */
export function useInsurers(): Choices {
  return useInsurerList().map(({ id, name }) => [id, name] as const);
}

/** The products that insurers carry, to choose among. */
export function useProducts(): Choices {
  const ids = new Set(useInsurerList().flatMap(({ product_ids }) => product_ids));
  return [...ids].sort().map((id) => [id, id] as const);
}

/** The name of a partner, which leads to it; its id where the name is not known. */
export const PartnerName = ({ id }: { readonly id: string | null }): ReactNode => partnerIn(usePartners(), id);

/** As {@link PartnerName}, of partners that were read: a long list asks for them once, not in each row. */
export function partnerIn(partners: Choices, id: string | null): ReactNode {
  const name = partners.find(([each]) => each === id)?.[1];
  if (id === null) return <None />;
  return name === undefined ? (
    <Id value={id} short />
  ) : (
    <Link to="/partners/$id" params={{ id }}>
      {name}
    </Link>
  );
}
