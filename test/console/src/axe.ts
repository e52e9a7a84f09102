import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What WCAG 2.2 AA asks for, and what axe counts as good practice. */
export const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

type Found = {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
};

/** What axe finds, one line each. */
export async function violations(page: Page, only: readonly string[] = rules): Promise<readonly string[]> {
  await page.evaluate(axe);
  return page.evaluate(async (tags) => {
    const { axe: checker } = globalThis as unknown as { axe: { run(of: Document, how: object): Promise<Found> } };
    const found = await checker.run(document, { runOnly: tags });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  }, only as string[]);
}
