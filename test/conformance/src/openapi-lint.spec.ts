import { expect, it } from '@jest/globals';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { startEngine } from '@affinity-engine/test-harness';

it('the OpenAPI document lints without errors', async () => {
  const { baseUrl } = await startEngine();
  const answer = await fetch(`${baseUrl}/openapi.json`);
  const problems = await lintFromString({
    source: await answer.text(),
    absoluteRef: 'openapi.json',
    config: await createConfig({ extends: ['recommended'] }),
  });
  const errors = problems.filter(({ severity, ignored }) => severity === 'error' && ignored !== true);
  expect(errors.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual([]);
});
