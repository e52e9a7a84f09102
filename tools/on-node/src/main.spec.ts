import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectsOf } from './projects.js';

const main = join(import.meta.dirname, '../dist/main.js');
const said = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], { encoding: 'utf8' });
  return { status, lines: `${stdout}${stderr}`.trim().split('\n') };
};

describe('tests on another Node.js', () => {
  it('explain themselves', () => {
    expect(said('--help')).toMatchObject({
      status: 0,
      lines: expect.arrayContaining([expect.stringContaining('--only')]),
    });
    expect(said().status).toBe(2);
  });

  it.each([
    ['a word', ['latest'], 'latest: expected a version of Node.js such as 24 or 20.19'],
    ['a version that npm does not have', ['9999'], 'Node.js 9999 cannot be had as node'],
    [
      'a project that is not there',
      ['24', '--only', 'kernel,kernels'],
      '--only: expected folders of libs, apps, test, tools or examples, not kernels',
    ],
    ['an unknown option', ['24', '--all'], "Unknown option '--all'"],
  ])('refuse %s in one line', (_what, args, line) => {
    const { status, lines } = said(...args);
    expect([status, lines]).toEqual([2, [expect.stringContaining(line)]]);
  });

  it('find projects by their folders', () => {
    expect(projectsOf('kernel,conformance')).toEqual(['@affinity-engine/kernel', '@affinity-engine/test-conformance']);
  });
});
