import nx from '@nx/eslint-plugin';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/**
 * Who may import whom: kernel ← rules ← context ← adapter ← platform ← app, never sideways between contexts or apps,
 * never back.
 * Two walls keep it. The first is nx's own rule, which knows the project graph but only warns where none is cached.
 * The second is this list, which knows no graph: what a folder does not name, its files do not import.
 */
const own = (name) => `@affinity-engine/${name}`;
const kernel = [own('kernel')];
const rules = [
  own('agency-default'),
  own('catalogue'),
  own('eligibility'),
  own('premium'),
  own('questionnaire'),
  own('quotation-product'),
];
const contexts = [
  own('affinity'),
  own('affinity-group'),
  own('agency-number'),
  own('identity'),
  own('privacy'),
  own('quotation'),
  own('refusal'),
  own('webhook'),
];
const adapters = [
  own('adapter-catalogue'),
  own('adapter-delivery'),
  own('adapter-documents'),
  own('adapter-http'),
  own('adapter-insurer'),
  own('adapter-knex'),
  own('adapter-mail'),
  own('adapter-nats'),
  own('adapter-oidc'),
  own('adapter-payment'),
];
/** The client, and the reader of files that people make. */
const client = [own('client'), own('client/agency-file')];
const anyNode = ['node:*'];
const all = [...kernel, ...rules, ...contexts, ...adapters, own('platform')];

const layers = [
  { folder: 'libs/kernel', may: ['luxon'] },
  { folder: 'libs/agency-default', may: kernel },
  { folder: 'libs/catalogue', may: kernel },
  { folder: 'libs/client', may: [] },
  { folder: 'libs/eligibility', may: kernel },
  { folder: 'libs/premium', may: kernel },
  { folder: 'libs/questionnaire', may: kernel },
  {
    folder: 'libs/quotation-product',
    may: [...kernel, own('catalogue'), own('premium'), own('questionnaire')],
  },
  { folder: 'libs/affinity', may: [...kernel, ...rules] },
  { folder: 'libs/affinity-group', may: [...kernel, ...rules] },
  { folder: 'libs/agency-number', may: [...kernel, ...rules] },
  { folder: 'libs/identity', may: [...kernel, ...rules] },
  { folder: 'libs/privacy', may: [...kernel, ...rules] },
  { folder: 'libs/quotation', may: [...kernel, ...rules] },
  { folder: 'libs/refusal', may: [...kernel, ...rules] },
  { folder: 'libs/webhook', may: [...kernel, ...rules] },
  { folder: 'libs/adapter-catalogue', may: [...kernel, ...rules, ...contexts, ...anyNode, 'ajv/dist/2020.js'] },
  { folder: 'libs/adapter-delivery', may: [...kernel, ...rules, ...contexts, ...anyNode, 'undici', 'ipaddr.js'] },
  { folder: 'libs/adapter-documents', may: [...kernel, ...rules, ...contexts, ...anyNode, 'pdfkit', 'fontkit'] },
  {
    folder: 'libs/adapter-http',
    may: [...kernel, ...rules, ...contexts, ...anyNode, 'fastify', 'pino', 'zod'],
  },
  { folder: 'libs/adapter-insurer', may: [...kernel, ...rules, ...contexts] },
  { folder: 'libs/adapter-knex', may: [...kernel, ...rules, ...contexts, ...anyNode, 'knex', 'pg'] },
  { folder: 'libs/adapter-mail', may: [...kernel, ...rules, ...contexts, ...anyNode, 'nodemailer'] },
  { folder: 'libs/adapter-nats', may: [...kernel, ...rules, ...contexts, ...anyNode, 'nats'] },
  { folder: 'libs/adapter-oidc', may: [...kernel, ...rules, ...contexts, ...anyNode, 'openid-client'] },
  { folder: 'libs/adapter-payment', may: [...kernel, ...rules, ...contexts] },
  {
    folder: 'libs/platform',
    may: [...kernel, ...rules, ...contexts, ...adapters, ...anyNode, 'pino', 'prom-client', 'uuid', '@node-rs/argon2'],
  },
  { folder: 'apps/api', may: [...all, ...anyNode, 'fastify', 'inversify', 'pino', 'reflect-metadata'] },
  { folder: 'apps/cli', may: [...all, ...client, ...anyNode, 'commander'] },
  {
    folder: 'apps/console',
    may: [
      ...client,
      'react',
      'react-dom/client',
      '@tanstack/react-query',
      '@tanstack/react-router',
      '@base-ui/react/dialog',
      'openapi-fetch',
      'use-intl',
      'uplot',
      'uplot/dist/uPlot.min.css',
    ],
  },
  {
    folder: 'examples/partner-shop',
    may: [own('client'), ...anyNode, 'fastify'],
    tests: [own('test-harness')],
  },
  { folder: 'apps/webhook-dispatcher', may: [...all, ...anyNode, 'inversify', 'pino', 'reflect-metadata'] },
];

const pure = [
  'kernel',
  'agency-default',
  'catalogue',
  'eligibility',
  'premium',
  'questionnaire',
  'quotation-product',
  'affinity',
  'affinity-group',
  'agency-number',
  'identity',
  'privacy',
  'quotation',
  'refusal',
  'webhook',
];

/** What specs and contract suites use beside what their library may. */
const forTests = [
  '@jest/globals',
  'fast-check',
  'luxon',
  'cpf-cnpj-validator',
  'decimal.js',
  'standardwebhooks',
  'smtp-server',
  'pdfjs-dist/legacy/build/pdf.mjs',
  'node:*',
  'undici',
  own('test-servers'),
  ...[
    'kernel',
    'catalogue',
    'questionnaire',
    'affinity',
    'affinity-group',
    'agency-number',
    'identity',
    'privacy',
    'quotation',
    'quotation-product',
    'refusal',
    'webhook',
    'adapter-knex',
  ].map((name) => own(`${name}/testing`)),
];

const escaped = (name) => name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace('node:\\*', 'node:[a-z_/]+');
const onlyThese = (names) => ({
  patterns: [
    {
      regex: `^(?!(?:\\.{1,2}\\/.*|${names.map(escaped).join('|')})$)`,
      message: 'This library may not import that: see "Who may import whom" in eslint.config.mjs.',
    },
    { regex: '^\\.{1,2}\\/.*\\/src\\/', message: 'Reach another library by its name.' },
  ],
});

const impure = [
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'The clock is a port.' },
  {
    selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
    message: 'The clock is a port.',
  },
  {
    selector: 'CallExpression[callee.object.name="Math"][callee.property.name="random"]',
    message: 'Chance is a port.',
  },
  { selector: 'ImportExpression', message: 'Import statically.' },
  { selector: 'Decorator', message: 'No decorators.' },
];
const defaultExport = { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' };

const tags = [
  { sourceTag: 'type:kernel', onlyDependOnLibsWithTags: ['type:kernel'], allowedExternalImports: ['luxon'] },
  {
    sourceTag: 'type:rules',
    onlyDependOnLibsWithTags: ['type:kernel', 'type:rules'],
    allowedExternalImports: [],
  },
  {
    sourceTag: 'type:context',
    onlyDependOnLibsWithTags: ['type:kernel', 'type:rules'],
    allowedExternalImports: [],
  },
  {
    sourceTag: 'type:adapter',
    onlyDependOnLibsWithTags: ['type:kernel', 'type:rules', 'type:context'],
    bannedExternalImports: ['inversify', 'reflect-metadata'],
  },
  { sourceTag: 'type:client', onlyDependOnLibsWithTags: ['type:client'], allowedExternalImports: [] },
  {
    sourceTag: 'type:platform',
    onlyDependOnLibsWithTags: ['type:kernel', 'type:rules', 'type:context', 'type:adapter'],
    bannedExternalImports: ['inversify', 'reflect-metadata'],
  },
  {
    sourceTag: 'type:app',
    onlyDependOnLibsWithTags: [
      ...['type:kernel', 'type:rules', 'type:context', 'type:adapter', 'type:platform'],
      'type:client',
    ],
  },
  // A browser gets it: it knows the engine by its client alone.
  { sourceTag: 'type:web', onlyDependOnLibsWithTags: ['type:client'] },
  { sourceTag: 'type:example', onlyDependOnLibsWithTags: ['type:client'] },
  { sourceTag: 'type:tool', onlyDependOnLibsWithTags: ['*'] },
  { sourceTag: 'type:test', onlyDependOnLibsWithTags: ['*'] },
];

/** The specs of what may use Node.js may start servers. */
const tagsForTests = tags.map((constraint) =>
  ['type:adapter', 'type:platform', 'type:app', 'type:example'].includes(constraint.sourceTag)
    ? { ...constraint, onlyDependOnLibsWithTags: [...constraint.onlyDependOnLibsWithTags, 'type:test'] }
    : constraint,
);

const boundaries = (depConstraints) => [
  'error',
  {
    enforceBuildableLibDependency: true,
    banTransitiveDependencies: true,
    allowCircularSelfDependency: true,
    allow: [
      '@jest/globals',
      'fast-check',
      'luxon',
      'cpf-cnpj-validator',
      'decimal.js',
      'standardwebhooks',
      'smtp-server',
      'pdfjs-dist/legacy/build/pdf.mjs',
      '@redocly/openapi-core',
    ],
    depConstraints,
  },
];

export default [
  {
    ignores: ['**/dist', '**/out-tsc', '**/coverage', '.nx', 'apps/*/bundle', 'libs/client/src/generated', '.site'],
  },
  ...tseslint.configs.recommended,
  { plugins: { '@nx': nx } },
  {
    files: ['**/*.ts', '**/*.tsx'],
    rules: {
      '@nx/enforce-module-boundaries': boundaries(tags),
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      'no-restricted-syntax': ['error', defaultExport],
    },
  },
  {
    files: ['{libs,apps,examples}/*/src/**/*.spec.ts', '{libs,apps}/*/src/**/testing/**/*.ts'],
    rules: { '@nx/enforce-module-boundaries': boundaries(tagsForTests) },
  },
  {
    // A longer file is about two things.
    files: ['{libs,apps,examples}/*/src/**/*.{ts,tsx}'],
    ignores: ['**/*.spec.ts', '**/testing/**'],
    rules: { 'max-lines': ['error', 220] },
  },
  ...layers.flatMap(({ folder, may, tests = [] }) => [
    { files: [`${folder}/src/**/*.{ts,tsx}`], rules: { 'no-restricted-imports': ['error', onlyThese(may)] } },
    {
      files: [`${folder}/src/**/*.spec.ts`, `${folder}/src/**/testing/**/*.ts`],
      rules: { 'no-restricted-imports': ['error', onlyThese([...may, ...forTests, ...tests])] },
    },
    {
      // The README's example reads as its users write it.
      files: [`${folder}/src/example.spec.ts`],
      rules: {
        'no-restricted-imports': [
          'error',
          onlyThese([
            ...may,
            ...forTests,
            folder.replace('libs', '@affinity-engine'),
            `${folder.replace('libs', '@affinity-engine')}/testing`,
          ]),
        ],
      },
    },
  ]),
  { files: ['apps/console/src/**/*.tsx'], ...reactHooks.configs.flat.recommended },
  {
    files: pure.map((name) => `libs/${name}/src/**/*.ts`),
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-syntax': ['error', defaultExport, ...impure],
      'no-restricted-globals': [
        'error',
        ...['process', 'console', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'fetch', 'crypto'].map(
          (name) => ({
            name,
            message: 'A rule library has no such thing: ask for it through a port.',
          }),
        ),
      ],
    },
  },
];
