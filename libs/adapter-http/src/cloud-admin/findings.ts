import {
  groupFaults,
  type AffinityGroup,
  type AffinityGroupWork,
  type ProductsTypelist,
} from '@affinity-engine/affinity-group';
import { isDomainError } from '@affinity-engine/kernel';
import type { Fault } from '../edge/checks.js';
import { wirePath } from './paths.js';
import { mostCodes } from './schemas.js';
import { momentFrom } from './wire.js';

/**
 * What the rules find at fault with a group, told beside what the schema finds: whoever sends a body with several
 * faults hears of all at once. The body may be of any shape; what isn't of its own is left to the schema.
 */
export const groupFindings =
  (work: AffinityGroupWork, products: ProductsTypelist) =>
  async (body: unknown): Promise<readonly Fault[]> => {
    const attributes = objectIn(objectIn(objectIn(body), 'data'), 'attributes');
    const organizationId = textIn(objectIn(attributes, 'organization'), 'id');
    const organization =
      organizationId !== null && (await work.run(({ organizations }) => organizations.find(organizationId))) !== null;
    const phone = objectIn(objectIn(attributes, 'primaryContactPhone'), 'countryCode');
    const group: AffinityGroup = {
      ...nothingElse,
      organizationId,
      jurisdictions: listIn(attributes, 'jurisdictions').map((each) => textIn(objectIn(each), 'code')),
      products: listIn(attributes, 'products').map((each) => (typeof each === 'string' ? each : null)),
      primaryContactPhone: { countryCode: textIn(phone, 'code'), number: null, extension: null },
      startDate: momentIn(attributes, 'startDate'),
      endDate: momentIn(attributes, 'endDate'),
    } as AffinityGroup;
    return groupFaults(group, { products: products(), organization })
      .filter(({ path }) => !isMisshapen(group, path))
      .map(({ path, expected }) => ({ path: wirePath(path), expected }));
  };

const nothingElse = {
  id: '',
  type: 'Open',
  name: '',
  description: null,
  primaryContactFirstName: null,
  primaryContactLastName: null,
  version: 0,
} as const;

/** An entry that is no code at all, which the schema tells. */
function isMisshapen(group: AffinityGroup, path: string): boolean {
  const [, list, at] = /^(jurisdictions|products)\[(\d+)\]$/.exec(path) ?? [];
  return list !== undefined && group[list as 'products'][Number(at)] === null;
}

type Loose = Readonly<Record<string, unknown>>;

function objectIn(value: unknown, name?: string): Loose {
  const inner = name === undefined ? value : objectIn(value)[name];
  return inner !== null && typeof inner === 'object' && !Array.isArray(inner) ? (inner as Loose) : {};
}

/** As many as a group may name: that there are more is told by the schema, and looking at them all would take long. */
function listIn(object: Loose, name: string): readonly unknown[] {
  const value = object[name];
  return Array.isArray(value) ? value.slice(0, mostCodes) : [];
}

function textIn(object: Loose, name: string): string | null {
  const value = object[name];
  return typeof value === 'string' ? value : null;
}

function momentIn(object: Loose, name: string) {
  try {
    const text = textIn(object, name);
    return text === null ? null : momentFrom(text);
  } catch (thrown) {
    if (isDomainError(thrown)) return null;
    throw thrown;
  }
}
