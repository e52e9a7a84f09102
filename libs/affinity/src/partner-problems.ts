import type { Catalogue } from '@affinity-engine/catalogue';
import { printProblems, type Problem, type Typeface } from '@affinity-engine/kernel';
import type { Partner } from './affinity.js';
import type { Eligibility } from './ports.js';

/** What documents print of a partner. */
const printed = ['name', 'legalName', 'email', 'phone'] as const;

type Checked = Partial<
  Pick<Partner, 'productIds' | 'standings' | 'affinityGroupIds' | 'defaultProducerCode' | (typeof printed)[number]>
>;

/**
 * Problems of a partner: texts that cannot be printed, products and insurers missing from the catalogue, unknown affinity groups or producer code.
 * Empty is good.
 */
export async function partnerProblems(
  partner: Checked,
  { products, insurers }: Catalogue,
  eligibility: Eligibility,
  typeface: Typeface,
): Promise<readonly Problem[]> {
  const { productIds = [], standings = {}, affinityGroupIds = [], defaultProducerCode = null } = partner;
  const [groups, codeId] = await Promise.all([
    eligibility.knownGroups(affinityGroupIds),
    defaultProducerCode === null ? '' : eligibility.codeIdOf(defaultProducerCode),
  ]);
  return [
    ...printProblems(
      typeface,
      printed.map((name) => [name, partner[name]] as const),
    ),
    ...unknownAmong(productIds, idsOf(products), (at) => `productIds[${at}]`),
    ...unknownAmong(Object.keys(standings), idsOf(insurers), (_, id) => `standings.${id}`).map((problem) => ({
      ...problem,
      kept: { ...problem, path: 'standings.*' },
    })),
    ...affinityGroupIds.flatMap((id, at) =>
      groups.includes(id) ? [] : [{ path: `affinityGroupIds[${at}]`, expected: 'an affinity group there is' }],
    ),
    ...(codeId === null ? [{ path: 'defaultProducerCode', expected: 'a producer code there is' }] : []),
  ];
}

const idsOf = (all: readonly { readonly id: string }[]): readonly string[] => all.map(({ id }) => id);

const unknownAmong = (
  given: readonly string[],
  known: readonly string[],
  path: (at: number, id: string) => string,
): readonly Problem[] =>
  given.flatMap((id, at) =>
    known.includes(id) ? [] : [{ path: path(at, id), expected: `one of ${known.join(', ')}` }],
  );
