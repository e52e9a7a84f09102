import type { PlainDate } from '@affinity-engine/kernel';
import type { Language } from './language.js';

/** A JSON Schema (2020-12) as data; an adapter checks values against it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** A service included in a plan: a tow truck, a funeral. */
export type Assist = { readonly id: string; readonly name: string; readonly description: string };

/** A risk covered up to a limit. Amounts are minor units of the product's currency. */
export type Coverage = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly limit: number;
  /** The part of each claim that the insured pays; at most the limit. */
  readonly deductible: number;
};

/**
 * The price of a plan for one period of `periodDays`; other terms are charged in proportion. Minor units, without tax.
 */
export type PlanPrice = { readonly net: number; readonly fees: number; readonly periodDays: number };

/** One priced set of assists and coverages of a product. */
export type Plan = {
  readonly id: string;
  readonly name: string;
  readonly assists: readonly Assist[];
  readonly coverages: readonly Coverage[];
  readonly price: PlanPrice;
  /** The days of cover where the plan fixes them, first and last included. */
  readonly lifetimeDays?: number;
};

/** How to reach a person or a company. */
export type ContactLines = { readonly phone: string; readonly email: string; readonly ombudsman: string };

/** How the documents of an insurer look. */
export type Brand = {
  /** `#15426b`; white letters can be read on it. */
  readonly color: string;
  /** A PNG picture, as Base64. */
  readonly logo?: string;
};

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
  /** The insurer's number in partner systems. */
  readonly insurerId?: string;
  /** Register number at another supervising authority; may be that of a managing general agent. */
  readonly supervisingAuthorityId?: string;
  readonly contact: ContactLines;
  /** `callback`: asked over HTTP, answers by callback. Left out: the embedded insurer answers. */
  readonly answers?: 'callback';
  readonly brand?: Brand;
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

/** The data a product needs about the holder or the item. */
export type Particulars = { readonly required: boolean; readonly schema: JsonSchema };

/** A product that partners sell: plans of one insurer under one group policy. */
export type Product = {
  readonly id: string;
  readonly name: string;
  /** A digest of the whole product, insurer included; a request pins it. Made when the catalogue is loaded. */
  readonly version: string;
  /** The insurer as it was when this version was loaded. */
  readonly insurer: Insurer;
  /** ISO 3166 country or subdivision whose tax table applies. */
  readonly jurisdiction: string;
  /** The line of business in the tax table. */
  readonly line: string;
  readonly currency: string;
  /** The language of its documents and of the texts here; `languageOf` knows the one of a product without. */
  readonly language?: Language;
  /** The regulator's process number, printed on every certificate. */
  readonly processNumber: string;
  readonly groupPolicyNumber: string;
  readonly broker: ProductBroker;
  /** Whether the insurer answers after the request. */
  readonly asynchronous: boolean;
  readonly holder?: Particulars;
  readonly item?: Particulars;
  readonly plans: readonly Plan[];
  readonly generalConditions: readonly Section[];
  readonly prizeDraw?: PrizeDraw;
};

/** One row of the dated tax table. `rate` is an exact decimal as text: "0.0738". */
export type CatalogueTaxRow = {
  readonly jurisdiction: string;
  readonly line: string;
  readonly from: PlainDate;
  readonly rate: string;
};

/** The catalogue as configured today. */
export type Catalogue = {
  readonly insurers: readonly Insurer[];
  readonly products: readonly Product[];
  readonly taxes: readonly CatalogueTaxRow[];
};
