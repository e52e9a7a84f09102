/** A column with texts that are unique or looked up, for `lookAlikes`. */
export type KeptTexts = {
  /** What people call it. */
  readonly kind: string;
  readonly table: string;
  readonly column: string;
  /** Rows are compared if they are alike in these columns. */
  readonly within: readonly string[];
  /** Which rows. */
  readonly where: string;
  /** Whether the text is the only one of its kind within. */
  readonly unique: boolean;
  /** What else changes with the text. */
  readonly changes: string;
};
