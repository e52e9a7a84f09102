import type { PlainDate } from '@affinity-engine/kernel';

/** A JSON Schema (2020-12) kept as data; an adapter checks values against it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** A service that comes with a plan: a tow truck, a funeral. */
export type Assist = { readonly id: string; readonly name: string; readonly description: string };

/** A risk covered up to a limit. Amounts are minor units of the product's currency. */
export type Coverage = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly limit: number;
  /** What the insured bears of each claim; never more than the limit. */
  readonly deductible: number;
};

/** What a plan costs for one period of `periodDays`; another term is charged in proportion. Minor units, tax apart. */
export type PlanPrice = { readonly net: number; readonly fees: number; readonly periodDays: number };

/** One priced set of assists and coverages of a product. */
export type Plan = {
  readonly id: string;
  readonly name: string;
  readonly assists: readonly Assist[];
  readonly coverages: readonly Coverage[];
  readonly price: PlanPrice;
  /** Where the plan fixes how long it covers, in days, first and last included. */
  readonly lifetimeDays?: number;
};

/** How a person or a company reaches somebody. */
export type ContactLines = { readonly phone: string; readonly email: string; readonly ombudsman: string };

/** Who carries the risk. Register numbers are text: leading zeros count. */
export type Insurer = {
  readonly id: string;
  readonly name: string;
  /** Code in the register of SUSEP, the Brazilian supervisor. */
  readonly susepCode?: string;
  /** Brazilian company number, without punctuation. */
  readonly cnpj?: string;
  /** Registration number at BaFin, the German supervisor. */
  readonly baFinId?: string;
  /** Number by which partner systems know the insurer. */
  readonly insurerId?: string;
  /** Register number at another supervising authority; may be that of a managing general agent. */
  readonly supervisingAuthorityId?: string;
  readonly contact: ContactLines;
  /** `callback`: asked over HTTP, it answers by calling back. Otherwise the embedded insurer answers for it. */
  readonly answers?: 'callback';
};

/** The firm that places the cover, as it must be printed on a certificate. */
export type ProductBroker = { readonly name: string; readonly susepCode: string };

/** A prize-draw title (pt *título de capitalização*) bundled with a product. */
export type PrizeDraw = {
  readonly title: string;
  readonly processNumber: string;
  readonly regulation: readonly Section[];
};

/** A titled passage of a document; `text` holds paragraphs divided by line breaks. */
export type Section = { readonly title: string; readonly text: string };

/** What a product asks to know of the holder or the item. */
export type Particulars = { readonly required: boolean; readonly schema: JsonSchema };

/** What a partner sells: plans of one insurer under one group policy. */
export type Product = {
  readonly id: string;
  readonly name: string;
  /** A digest of the product's whole content, its insurer among it: what a request pins. Made when the catalogue is loaded. */
  readonly version: string;
  /** Who carries the risk, as it was when this version was loaded. */
  readonly insurer: Insurer;
  /** ISO 3166 country or subdivision whose tax table counts. */
  readonly jurisdiction: string;
  /** Line of business in the tax table. */
  readonly line: string;
  readonly currency: string;
  /** The regulator's process number, printed on every certificate. */
  readonly processNumber: string;
  readonly groupPolicyNumber: string;
  readonly broker: ProductBroker;
  /** Whether the insurer answers later than the request. */
  readonly asynchronous: boolean;
  readonly holder?: Particulars;
  readonly item?: Particulars;
  readonly plans: readonly Plan[];
  readonly generalConditions: readonly Section[];
  readonly prizeDraw?: PrizeDraw;
};

/** One row of the dated tax table. `rate` is an exact decimal as text: "0.0738". */
export type TaxRow = {
  readonly jurisdiction: string;
  readonly line: string;
  readonly from: PlainDate;
  readonly rate: string;
};

/** The catalogue as configured today. */
export type Catalogue = {
  readonly insurers: readonly Insurer[];
  readonly products: readonly Product[];
  readonly taxes: readonly TaxRow[];
};
