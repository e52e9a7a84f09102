/** What one answer can be compared with. */
export type Scalar = string | number | boolean;

/**
 * When something holds, told in terms of other answers: `is` one value, is `in` several, is `answered` at all, or a
 * combination. An absent answer is no value; a list is every value it holds. Values are written as they are kept:
 * decimals as text (`"20"`), days as `yyyy-mm-dd`.
 */
export type Condition =
  | { readonly code: string; readonly is: Scalar }
  | { readonly code: string; readonly in: readonly Scalar[] }
  | { readonly code: string; readonly answered: boolean }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

/** A value that may be chosen, and how it is shown. */
export type Choice<Of extends Scalar = string> = { readonly value: Of; readonly text: string };

/** What a text stands for: it is checked, and stripped of its mask. */
export type Format = 'cpf' | 'cnpj' | 'cpf-or-cnpj' | 'phone' | 'zipcode' | 'email';

/** A format that counts where a condition holds. */
export type FormatWhere = { readonly where: Condition; readonly format: Format };

type CommonFields = {
  readonly code: string;
  /** The question as a person reads it. */
  readonly text: string;
  /** Whether there has to be an answer where the question applies. */
  readonly required: boolean | Condition;
  /** Where the question applies: elsewhere it must stay without an answer. Everywhere unless told otherwise. */
  readonly applies?: Condition;
  /**
   * That the caller has a say of its own on the answer (see `Given.accept`), and which other answers it needs for it.
   */
  readonly checkedWith?: readonly string[];
};

/** One line of text; 1 to 500 characters unless told otherwise. Of several formats the first that holds counts. */
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

/** Yes or no; `choices` say how the two are shown. */
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

/** Several different texts, of the choices where there are some; 1 to 50 of them unless told otherwise. */
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

/** Questions that are answered together, several times over: a list of variants, each a list of answers. */
export type VariantsQuestion = CommonFields & {
  readonly type: 'variants';
  readonly questions: readonly PlainQuestion[];
  readonly minItems?: number;
  readonly maxItems?: number;
};

/** Whatever can be asked. */
export type Question = PlainQuestion | VariantsQuestion;

/** A value that is not asked but follows from answers; what it is computed by is handed in (see `Given.derive`). */
export type Derived = { readonly type: 'derived'; readonly code: string; readonly from: readonly string[] };

/** A line of a questionnaire: a question or a derived value, and the stage at which it comes up. */
export type Entry = (Question | Derived) & { readonly stage: string };

/** Everything that is asked for a product, as plain JSON. Findings are told in the order of its entries. */
export type Questionnaire = {
  /** In the order they come: an entry refers to its own stage and to earlier ones. */
  readonly stages: readonly string[];
  readonly entries: readonly Entry[];
};
