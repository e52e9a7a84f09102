import { describe, expect, it } from '@jest/globals';
import { auditIn, auditPackages } from './audit.js';
import { allowedScripts, undecidedScripts } from './install-scripts.js';
import { doubtfulLicences, licencesOf, readByUs } from './licences.js';
import { boundedTexts, patternsIn, patternsOfProject, slowPatterns } from './patterns.js';
import { lockedPackages, type Locked } from './project.js';
import { billOfMaterials } from './sbom.js';

const packages = lockedPackages();
const aPackage = (changes: Partial<Locked>): Locked => ({
  ...{ name: 'a', version: '1.0.0', licence: 'MIT', dev: false, hasInstallScript: false },
  ...changes,
});

describe('the packages of the engine', () => {
  it('have licences that permit any use', () => {
    expect(packages.length).toBeGreaterThan(300);
    expect(doubtfulLicences(packages)).toEqual([]);
  });

  it('that name no licence, and were read by us, are still there', () => {
    expect(Object.keys(readByUs).filter((name) => !packages.some((each) => each.name === name))).toEqual([]);
  });

  it('run a script when they are installed only if package.json says so', () => {
    expect(undecidedScripts(packages, allowedScripts())).toEqual([]);
  });

  it('have no severe advisory, as far as an advisory database answers', async () => {
    const audit = await auditPackages();
    if (audit.answered) expect(audit.severe).toBe(0);
    else
      process.stderr.write(
        `WARNING: NO ADVISORY DATABASE ANSWERED (${audit.why}). Nothing is known about advisories.\n`,
      );
  });

  it('are all in the bill of materials that run', () => {
    const { bomFormat, components } = JSON.parse(billOfMaterials()) as {
      readonly bomFormat: string;
      readonly components: readonly { readonly name: string; readonly purl?: string }[];
    };
    expect(bomFormat).toBe('CycloneDX');
    const named = new Set(components.flatMap(({ purl }) => purl ?? []).map((purl) => decodeURIComponent(purl)));
    for (const name of ['fastify', 'knex', 'nats', 'undici']) {
      expect([...named].some((purl) => purl.startsWith(`pkg:npm/${name}@`))).toBe(true);
    }
  });
});

describe('a licence', () => {
  it.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0)', true],
    ['(MIT AND Zlib)', true],
    ['AGPL-3.0', false],
    ['(MIT AND GPL-3.0)', false],
    ['UNLICENSED', false],
    [undefined, false],
  ])('%s is allowed: %s', (licence, isAllowed) => {
    expect(doubtfulLicences([aPackage({ licence })])).toHaveLength(isAllowed ? 0 : 1);
  });

  it('is counted', () => {
    expect([...licencesOf([aPackage({}), aPackage({ name: 'b' }), aPackage({ licence: 'ISC' })])]).toEqual([
      ['ISC', 1],
      ['MIT', 2],
    ]);
  });
});

describe('an install script', () => {
  it('of a package that package.json does not name is noticed', () => {
    expect(undecidedScripts([aPackage({ name: 'b', hasInstallScript: true })], { a: false })).toEqual(['b']);
    expect(undecidedScripts([aPackage({ name: 'b', hasInstallScript: true })], { b: false })).toEqual([]);
  });
});

describe('an audit', () => {
  it.each([
    ['counts', '{"metadata":{"vulnerabilities":{"high":1,"critical":2,"total":5}}}', { advisories: 5, severe: 3 }],
    ['no answer', '{"error":{"code":"E405","summary":"not allowed"}}', { why: 'not allowed' }],
    ['no JSON', 'npm failed', { why: 'exit 1' }],
  ])('with %s says so', (_, stdout, expected) => {
    expect(auditIn(stdout, new Error('exit 1'))).toMatchObject(expected);
  });
});

describe('patterns', () => {
  it('of the running engine take time in proportion to the text', async () => {
    const patterns = patternsOfProject();
    expect(patterns.length).toBeGreaterThan(100);
    expect(await slowPatterns(patterns)).toEqual([]);
  });

  it('that are slow for long texts, and have short ones, are still there', () => {
    const written = new Set(patternsOfProject().map(({ source, flags }) => `/${source}/${flags}`));
    expect(Object.keys(boundedTexts).filter((pattern) => !written.has(pattern))).toEqual([]);
  });

  it('that are slow are found, with a text', async () => {
    const text = `const a = /^(a+)+$/; const b = new RegExp('(x|x)*y', 'u'); const c = /^[a-z]+$/;`;
    const found = patternsIn('file.ts', text);
    expect(found.map(({ at, source, flags }) => [at, source, flags])).toEqual([
      ['file.ts:1', '^(a+)+$', ''],
      ['file.ts:1', '(x|x)*y', 'u'],
      ['file.ts:1', '^[a-z]+$', ''],
    ]);
    expect(await slowPatterns(found)).toEqual([
      expect.stringContaining('/^(a+)+$/: slow for'),
      expect.stringContaining('/(x|x)*y/u: slow for'),
    ]);
  });
});
