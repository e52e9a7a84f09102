import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { ESLint, type Linter } from 'eslint';

const root = join(import.meta.dirname, '..', '..', '..');

/** Forbidden imports, each with the file that must not make it. */
const forbidden: readonly (readonly [file: string, imported: string])[] = [
  ['libs/kernel/src/x.ts', '@affinity-engine/premium'],
  ['libs/kernel/src/x.ts', 'knex'],
  ['libs/kernel/src/x.ts', 'node:fs'],
  ['libs/premium/src/x.ts', 'luxon'],
  ['libs/premium/src/x.ts', '@affinity-engine/affinity'],
  ['libs/questionnaire/src/x.ts', '@affinity-engine/premium'],
  ['libs/quotation-product/src/x.ts', '@affinity-engine/quotation'],
  ['libs/catalogue/src/x.ts', 'ajv/dist/2020.js'],
  ['libs/affinity/src/x.ts', '@affinity-engine/webhook'],
  ['libs/affinity/src/x.ts', '@affinity-engine/adapter-knex'],
  ['libs/affinity/src/x.ts', 'fastify'],
  ['libs/affinity/src/x.ts', '../../webhook/src/index.js'],
  ['libs/agency-default/src/x.ts', '@affinity-engine/agency-number'],
  ['libs/agency-number/src/x.ts', '@affinity-engine/identity'],
  ['libs/refusal/src/x.ts', '@affinity-engine/affinity'],
  ['libs/webhook/src/x.ts', '@affinity-engine/affinity'],
  ['libs/webhook/src/x.ts', 'undici'],
  ['libs/identity/src/x.ts', 'node:crypto'],
  ['libs/adapter-http/src/x.ts', '@affinity-engine/adapter-knex'],
  ['libs/adapter-http/src/x.ts', 'inversify'],
  ['libs/adapter-http/src/x.ts', '@affinity-engine/api'],
  ['libs/adapter-knex/src/x.ts', 'fastify'],
  ['libs/adapter-knex/src/x.ts', '@affinity-engine/adapter-http'],
  ['libs/adapter-knex/src/x.ts', '@affinity-engine/platform'],
  ['libs/adapter-knex/src/x.ts', '@affinity-engine/test-servers'],
  ['libs/adapter-knex/src/x.spec.ts', '@affinity-engine/test-harness'],
  ['libs/platform/src/x.ts', '@affinity-engine/api'],
  ['libs/platform/src/x.ts', 'inversify'],
  ['apps/api/src/x.ts', '@affinity-engine/webhook-dispatcher'],
  ['apps/webhook-dispatcher/src/x.ts', '@affinity-engine/api'],
  ['apps/cli/src/x.ts', 'knex'],
  ['libs/client/src/x.ts', 'node:crypto'],
  ['libs/client/src/x.ts', '@affinity-engine/kernel'],
  ['libs/client/src/x.ts', 'undici'],
  ['examples/partner-shop/src/x.ts', '@affinity-engine/kernel'],
  ['libs/adapter-http/src/x.ts', '@affinity-engine/client'],
];

/** Code that a pure library must not contain. */
const impure = [
  'export const now = () => new Date();',
  'export const now = () => Date.now();',
  'export const chance = () => Math.random();',
  'export const later = (act: () => void) => setTimeout(act, 1);',
  'export const where = () => process.cwd();',
  'export const say = () => console.log(1);',
  'export default 1;',
  "export const load = () => import('./y.js');",
];

describe('the graph-free wall', () => {
  let eslint: ESLint;
  beforeAll(() => {
    eslint = new ESLint({ cwd: root });
  });

  it.each(forbidden)('keeps %s from importing %s', async (file, imported) => {
    expect(rulesOf(await lint(eslint, file, `import * as it from '${imported}';\nexport { it };\n`))).toContain(
      'no-restricted-imports',
    );
  });

  it.each([
    'kernel',
    'premium',
    'catalogue',
    'questionnaire',
    'quotation-product',
    'agency-default',
    'affinity',
    'agency-number',
    'identity',
    'privacy',
    'refusal',
    'webhook',
  ])('keeps %s pure', async (library) => {
    for (const code of impure) {
      const messages = await lint(eslint, `libs/${library}/src/x.ts`, `${code}\n`);
      expect({ code, refused: messages.length > 0 }).toEqual({ code, refused: true });
    }
  });

  it('lets through what a layer may import', async () => {
    const code = "import { money } from '@affinity-engine/kernel';\nexport { money };\n";
    expect(rulesOf(await lint(eslint, 'libs/affinity/src/x.ts', code))).not.toContain('no-restricted-imports');
  });
});

describe('the wall of the project graph', () => {
  it.each([
    ['libs/premium/src/index.ts', '@affinity-engine/affinity'],
    ['libs/affinity/src/index.ts', '@affinity-engine/webhook'],
    ['libs/affinity/src/index.ts', '@affinity-engine/adapter-knex'],
    ['libs/adapter-http/src/index.ts', '@affinity-engine/adapter-knex'],
    ['libs/adapter-knex/src/index.ts', '@affinity-engine/api'],
    ['libs/adapter-knex/src/index.ts', '@affinity-engine/test-servers'],
    ['libs/affinity/src/testing/index.ts', '@affinity-engine/test-servers'],
    ['libs/platform/src/index.ts', '@affinity-engine/api'],
    ['apps/webhook-dispatcher/src/main.ts', '@affinity-engine/api'],
    ['libs/client/src/index.ts', '@affinity-engine/kernel'],
    ['examples/partner-shop/src/shop.ts', '@affinity-engine/kernel'],
  ])('keeps %s from importing %s', async (file, imported) => {
    const eslint = new ESLint({ cwd: root });
    const messages = await lint(eslint, file, `import * as it from '${imported}';\nexport { it };\n`);
    expect(rulesOf(messages)).toContain('@nx/enforce-module-boundaries');
  });

  it('lets tests of an adapter start servers', async () => {
    const code = "import { startPostgres } from '@affinity-engine/test-servers';\nexport { startPostgres };\n";
    const eslint = new ESLint({ cwd: root });
    expect(rulesOf(await lint(eslint, 'libs/adapter-knex/src/testing/index.ts', code))).toEqual([]);
  });
});

async function lint(eslint: ESLint, file: string, code: string): Promise<readonly Linter.LintMessage[]> {
  const results = await eslint.lintText(code, { filePath: join(root, file) });
  return results.flatMap(({ messages }) => messages);
}

const rulesOf = (messages: readonly Linter.LintMessage[]): readonly (string | null)[] =>
  messages.map(({ ruleId }) => ruleId);
