import { startEngine } from '@affinity-engine/test-harness';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import spectralCore from '@stoplight/spectral-core';
import spectralRulesets from '@stoplight/spectral-rulesets';

const paths = [
  '/openapi.json',
  ...['affinity', 'quotation', 'agency-number', 'cloud-admin', 'ops', 'people'].map((name) => `/openapi/${name}.json`),
];

/** Fetched before the rules run: they keep the process busy for longer than a connection stays open. */
const texts = new Map<string, string>();
beforeAll(async () => {
  const { baseUrl } = await startEngine();
  for (const path of paths) texts.set(path, await (await fetch(`${baseUrl}${path}`)).text());
});

const textAt = (path: string): string => texts.get(path) ?? '';

/** Calls that only send browsers on: their success is a 303. */
const isRedirect = (rule: string | undefined, place: string | undefined): boolean =>
  rule === 'operation-2xx-response' && /^#\/paths\/~1session~1oidc~1(?:start|callback)\/get\//.test(place ?? '');

describe.each(paths)('%s', (path) => {
  it('has no error and no warning by the recommended rules of Redocly', async () => {
    const problems = await lintFromString({
      source: textAt(path),
      absoluteRef: 'openapi.json',
      config: await createConfig({ extends: ['recommended'] }),
    });
    const found = problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer]);
    expect(found.filter(([rule, , place]) => !isRedirect(rule, place))).toEqual([]);
  });

  it('has no error and no warning by the recommended rules of Spectral', async () => {
    const spectral = new spectralCore.Spectral();
    spectral.setRuleset({ extends: [[spectralRulesets.oas as never, 'recommended']] });
    const problems = await spectral.run(textAt(path));
    expect(problems.map(({ code, message, path: at }) => [code, message, at.join('/')])).toEqual([]);
  }, 60_000);
});

it('each dialect has a document that is complete in itself, with its calls as that of all has them', () => {
  type Paths = { readonly paths: Readonly<Record<string, unknown>> };
  const [whole, ...others] = paths.map((path) => JSON.parse(textAt(path)) as Paths);
  const found = Object.assign({}, ...others.map((each) => each.paths)) as object;
  expect(Object.keys(found).sort()).toEqual(Object.keys(whole?.paths ?? {}).sort());
  expect(found).toEqual(whole?.paths);
});
