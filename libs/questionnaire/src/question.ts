/** A value an answer can be compared with. */
export type Scalar = string | number | boolean;

/**
 * A condition on other answers: `is` one value, is `in` several, is `answered` at all, or a combination. An absent
 * answer equals no value; a list equals each value it holds. Values are written as they are stored: decimals as text
 * (`"20"`), days as `yyyy-mm-dd`.
 */
export type Condition =
  | { readonly code: string; readonly is: Scalar }
  | { readonly code: string; readonly in: readonly Scalar[] }
  | { readonly code: string; readonly answered: boolean }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

/** A value to choose, and how it is shown. */
export type Choice<Of extends Scalar = string> = { readonly value: Of; readonly text: string };

/** The format of a text: it is checked, and its mask removed. */
export type Format = 'cpf' | 'cnpj' | 'cpf-or-cnpj' | 'phone' | 'zipcode' | 'email';

/** A format that applies if a condition is true. */
export type FormatWhere = { readonly where: Condition; readonly format: Format };

type CommonFields = {
  readonly code: string;
  /** The question as a person reads it. */
  readonly text: string;
  /** Whether an answer is required if the question applies. */
  readonly required: boolean | Condition;
  /** When the question applies, always by default. Otherwise an answer is a problem. */
  readonly applies?: Condition;
  /** The caller must check the answer (see `Given.accept`); these are the other answers it needs. */
  readonly checkedWith?: readonly string[];
};

/**
 * One line of text, of 1 to 500 characters by default. Of several formats, the first whose condition is true applies.
 */
export type TextQuestion = CommonFields & {
  readonly type: 'text';
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly format?: Format | readonly FormatWhere[];
  readonly default?: string;
};

/** A whole number, `1` or `"1"`. */
export type IntegerQuestion = CommonFields & {
  readonly type: 'integer';
  readonly min?: number;
  readonly max?: number;
  readonly choices?: readonly Choice<number>[];
  readonly default?: number;
};

/** An exact decimal of up to two places. Its bounds and its default are exact decimal text: `"0.5"`. */
export type DecimalQuestion = CommonFields & {
  readonly type: 'decimal';
  readonly min?: string;
  readonly max?: string;
  readonly default?: string;
};

/** A day; its bounds are `yyyy-mm-dd`. */
export type DateQuestion = CommonFields & { readonly type: 'date'; readonly min?: string; readonly max?: string };

/** An identifier in the form of a UUID. */
export type GuidQuestion = CommonFields & { readonly type: 'guid' };

/** Yes or no; `choices` give the texts shown for them. */
export type BooleanQuestion = CommonFields & {
  readonly type: 'boolean';
  readonly choices?: readonly Choice<boolean>[];
  readonly default?: boolean;
};

/** One of several texts. */
export type ChoiceQuestion = CommonFields & {
  readonly type: 'choice';
  readonly choices: readonly Choice[];
  readonly default?: string;
};

/** Several different texts, of the choices if there are any; 1 to 50 by default. */
export type ListQuestion = CommonFields & {
  readonly type: 'list';
  readonly choices?: readonly Choice[];
  readonly minItems?: number;
  readonly maxItems?: number;
};

/** A question with a single answer. */
export type PlainQuestion =
  | TextQuestion
  | IntegerQuestion
  | DecimalQuestion
  | DateQuestion
  | GuidQuestion
  | BooleanQuestion
  | ChoiceQuestion
  | ListQuestion;

/** Questions that are answered together, several times: a list of variants, each a list of answers. */
export type VariantsQuestion = CommonFields & {
  readonly type: 'variants';
  readonly questions: readonly PlainQuestion[];
  readonly minItems?: number;
  readonly maxItems?: number;
};

export type Question = PlainQuestion | VariantsQuestion;

/** A value computed from answers by a function of the caller (see `Given.derive`). */
export type Derived = { readonly type: 'derived'; readonly code: string; readonly from: readonly string[] };

/** An entry of a questionnaire: a question or a derived value, and its stage. */
export type Entry = (Question | Derived) & { readonly stage: string };

/** All questions of a product, as plain JSON. Problems are listed in the order of the entries. */
export type Questionnaire = {
  /** In order: an entry refers to its own stage and to earlier ones. */
  readonly stages: readonly string[];
  readonly entries: readonly Entry[];
};
