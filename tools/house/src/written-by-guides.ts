import { expect } from '@jest/globals';

const identifier = '[0-9a-f-]{36}';
const like = (pattern: string): string => expect.stringMatching(new RegExp(`^${pattern}$`)) as unknown as string;

/** The lines that the blocks of each page write, in their order. */
export const writtenBy: Readonly<Record<string, readonly string[]>> = {
  'docs/guides/affinity-groups.md': [],
  'docs/guides/agency-numbers.md': [],
  'docs/guides/partners.md': [],
  'docs/guides/quotation.md': [],
};
