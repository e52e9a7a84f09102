import {
  associationFaults,
  checksumOf,
  groupFaults,
  producerCodeFaults,
  type AffinityGroup,
  type AffinityGroupPorts,
  type AffinityGroupWork,
  type CheckedGroup,
  type ProducerCode,
  type ProductsTypelist,
} from '@affinity-engine/affinity-group';
import type { Fault } from '../edge/checks.js';
import type { Findings } from '../edge/route.js';
import { wirePath } from './paths.js';
import { collectionFaults, fieldsFaults, type Fields } from './query.js';
import { mostCodes } from './schemas.js';
import { momentOrNull } from './wire.js';

/**
 * What the rules find at fault with a request, told beside what the schemas find: whoever sends several faults hears of
 * all at once. What isn't of its own shape is left to the schemas.
 */

/** Of a collection: what it is filtered and sorted by, and which attributes are asked for. */
export const ofCollection =
  <Field extends string>(fields: Fields<Field>, attributes: readonly string[]): Findings =>
  async ({ query }) =>
    collectionFaults(query as Loose, fields, attributes);

/** Of one element: which attributes are asked for, and the faults of the body, in the words of the rules. */
export const ofElement =
  (attributes: readonly string[], inBody: Findings = async () => []): Findings =>
  async (asked, headers) => [
    ...fieldsFaults((asked.query as Loose)['fields'], attributes),
    ...(await inBody(asked, headers)).map(({ path, expected }) => ({ path: wirePath(path), expected })),
  ];

type Sent = { readonly attributes: Loose; readonly params: Loose; readonly checksum: string | null };
type InUnit = (unit: AffinityGroupPorts, sent: Sent) => Promise<readonly Fault[]>;

const within =
  (work: AffinityGroupWork, find: InUnit): Findings =>
  ({ params, body }, headers) => {
    const data = objectIn(objectIn(body), 'data');
    const checksum = textIn(data, 'checksum') ?? textIn(headers, 'gw-checksum');
    return work.run((unit) =>
      find(unit, { attributes: objectIn(data, 'attributes'), params: objectIn(params), checksum }),
    );
  };

/** Whether a change is of what stands: who read something else is told that, not what is wrong with it by now. */
const isCurrent = (thing: AffinityGroup | ProducerCode, checksum: string | null): boolean =>
  checksum === null || checksum === checksumOf(thing);

/** Of a group that is to be made. */
export const ofNewGroup = (work: AffinityGroupWork, products: ProductsTypelist) =>
  within(work, async (unit, { attributes }) => {
    const group = laidOver(empty, attributes);
    return misshapenLeftOut(group, await groupFaults(unit, group, products, null));
  });

/** Of a group that is to be changed; nothing where there is none, which is told first. */
export const ofGroupChange = (work: AffinityGroupWork, products: ProductsTypelist) =>
  within(work, async (unit, { attributes, params, checksum }) => {
    const before = await unit.groups.find(textIn(params, 'affinityGroupId') ?? '');
    if (before === null || !isCurrent(before, checksum)) return [];
    const group = laidOver(before, attributes);
    return [
      ...ownIdentifier(before.id, attributes),
      ...misshapenLeftOut(group, await groupFaults(unit, group, products, before)),
    ];
  });

/** Of a producer code, to be made or to be changed; nothing where there is none, which is told first. */
export const ofProducerCode = (work: AffinityGroupWork) =>
  within(work, async (unit, { attributes, params, checksum }) => {
    const id = textIn(params, 'producerCodeId');
    const before = id === null ? undefined : await unit.codes.find(id);
    if (before === null || (before !== undefined && !isCurrent(before, checksum))) return [];
    const [code, organizationId] = [textIn(attributes, 'code'), textIn(objectIn(attributes, 'organization'), 'id')];
    return [
      ...(id === null ? [] : ownIdentifier(id, attributes)),
      ...(await producerCodeFaults(unit, id, {
        ...(code === null ? {} : { code: code.trim() }),
        ...(organizationId === null ? {} : { organizationId }),
      })),
    ];
  });

/** Who sends back what it read sends the identifier, too; no other one. */
const ownIdentifier = (own: string, attributes: Loose): readonly Fault[] =>
  [null, own].includes(textIn(attributes, 'id')) ? [] : [{ path: 'id', expected: `${own}: an identifier stays` }];

/** Of an association with a code; nothing where there is no such group, which is told first. */
export const ofAssociation = (work: AffinityGroupWork) =>
  within(work, async (unit, { attributes, params }) => {
    const group = await unit.groups.find(textIn(params, 'affinityGroupId') ?? '');
    const id = textIn(objectIn(attributes, 'producerCode'), 'id');
    return group === null || id === null ? [] : associationFaults(unit, group.id, id);
  });

const empty: CheckedGroup = {
  description: null,
  organizationId: null,
  jurisdictions: [],
  products: [],
  primaryContactFirstName: null,
  primaryContactLastName: null,
  primaryContactPhone: null,
  startDate: null,
  endDate: null,
};

/** What a group will be, by what is told of it: whatever can't be read is not there. */
const laidOver = (before: CheckedGroup, attributes: Loose): CheckedGroup =>
  Object.entries(attributes).reduce(
    (group, [name, value]) => ({ ...group, ...(Object.hasOwn(readers, name) ? readers[name]?.(value) : {}) }),
    before,
  );

const readers: Readonly<Record<string, (value: unknown) => Partial<CheckedGroup>>> = {
  organization: (value) => ({ organizationId: textIn(objectIn(value), 'id') }),
  jurisdictions: (value) => ({ jurisdictions: listIn(value, (each) => textIn(objectIn(each), 'code')) }),
  products: (value) => ({ products: listIn(value, (each) => (typeof each === 'string' ? each : null)) }),
  primaryContactPhone: (value) => {
    const countryCode = textIn(objectIn(objectIn(value), 'countryCode'), 'code');
    return { primaryContactPhone: { countryCode, number: null, extension: null } };
  },
  startDate: (value) => ({ startDate: momentIn(value) }),
  endDate: (value) => ({ endDate: momentIn(value) }),
};

/** Without what is told of entries that are no codes at all: of those the schema tells. */
const misshapenLeftOut = (group: CheckedGroup, faults: readonly Fault[]): readonly Fault[] =>
  faults.filter(({ path }) => {
    const [, list, at] = /^(jurisdictions|products)\[(\d+)\]$/.exec(path) ?? [];
    return list === undefined || group[list as 'products'][Number(at)] !== null;
  });

type Loose = Readonly<Record<string, unknown>>;

function objectIn(value: unknown, name?: string): Loose {
  const inner = name === undefined ? value : objectIn(value)[name];
  return inner !== null && typeof inner === 'object' && !Array.isArray(inner) ? (inner as Loose) : {};
}

/** As many as a group may name: that there are more is told by the schema, and looking at them all would take long. */
const listIn = (value: unknown, read: (each: unknown) => string | null): AffinityGroup['products'] =>
  Array.isArray(value) ? (value.slice(0, mostCodes).map(read) as string[]) : [];

function textIn(object: Loose, name: string): string | null {
  const value = object[name];
  return typeof value === 'string' ? value : null;
}

const momentIn = (value: unknown): CheckedGroup['startDate'] =>
  typeof value === 'string' ? momentOrNull(value) : null;
