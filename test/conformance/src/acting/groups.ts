import type { Answer } from '@affinity-engine/test-harness';

export type Link = { readonly href: string; readonly methods: readonly string[] };
export type Links = Readonly<Record<string, Link>>;
export type Element<Attributes> = {
  readonly attributes: Attributes;
  readonly checksum: string;
  readonly links: Links;
};
export type One<Attributes> = { readonly data: Element<Attributes> };
export type Many<Attributes> = {
  readonly count: number;
  readonly total?: number;
  readonly data: readonly Element<Attributes>[];
  readonly links: Links;
};

type Typekey = { readonly code: string; readonly name: string };
type Reference = { readonly id: string; readonly displayName: string };

/** The attributes of an affinity group; those without a value are left out. */
export type Group = {
  readonly id: string;
  readonly name: string;
  readonly affinityGroupType: Typekey;
  readonly description?: string;
  readonly jurisdictions: readonly Typekey[];
  readonly organization?: Reference;
  readonly primaryContactFirstName?: string;
  readonly primaryContactLastName?: string;
  readonly primaryContactPhone?: { readonly countryCode?: Typekey; readonly number?: string };
  readonly products: readonly string[];
  readonly startDate?: string;
  readonly endDate?: string;
};
export type Associated = { readonly id: string; readonly producerCode: Reference };
export type Code = {
  readonly id: string;
  readonly code: string;
  readonly description?: string;
  readonly organization: Reference;
  readonly roles?: readonly Reference[];
  readonly active?: boolean;
};
export type Organization = { readonly id: string; readonly name: string };

export type CloudError = {
  readonly status: number;
  readonly errorCode: string;
  readonly userMessage: string;
  readonly details: readonly {
    readonly message: string;
    readonly properties: Readonly<Record<string, unknown>>;
  }[];
};

export const groupsPath = '/admin/v1/affinity-groups';
export const codesPath = '/admin/v1/producer-codes';
export const availableCodesPath = '/account/v1/producer-codes';

/** A body in the shape of this dialect. */
export const body = (attributes: unknown, checksum?: string) => ({
  data: { attributes, ...(checksum === undefined ? {} : { checksum }) },
});

/** The parameters or properties that a refusal names. */
export const named = ({ body: { details } }: Answer<CloudError>): readonly unknown[] =>
  details.map(({ properties }) => properties['parameterName']);
