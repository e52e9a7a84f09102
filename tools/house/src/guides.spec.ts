import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { startEngine } from '@affinity-engine/test-harness';
import { blocksNotRun } from './blocks-not-run.js';
import { exampleText, fencesOf, papers, partsOf, read, type Fence } from './papers.js';
import { readersFolder, runBlocks } from './run-blocks.js';
import { writtenBy } from './written-by-guides.js';

const pages = papers().filter((paper) => paper === 'README.md' || paper.startsWith('docs/guides/'));
const fences = pages.flatMap(fencesOf);
const nameOf = ({ paper, code }: Fence): string => `${paper}: ${code.split('\n')[0]}`;
const notRun = new Set(blocksNotRun.map(({ page, block }) => `${page}: ${block}`));
const isShell = ({ language }: Fence): boolean => ['sh', 'bash'].includes(language);
const isRun = (fence: Fence): boolean => isShell(fence) && !notRun.has(nameOf(fence));

describe('a guide', () => {
  it.concurrent.each(Object.entries(writtenBy))(
    '%s runs from nothing, block by block in one shell',
    async (page, lines) => {
      const folder = readersFolder();
      const engine = await startEngine({ dataDir: join(folder, '.data') });
      const written = await runBlocks(fencesOf(page).filter(isRun), folder).finally(() => engine.stop());
      expect(written).toEqual(lines);
    },
    180_000,
  );

  it('is run if it has a block of commands', () => {
    expect(Object.keys(writtenBy).sort()).toEqual([...new Set(fences.filter(isRun).map(({ paper }) => paper))].sort());
  });

  it('has no other blocks than those that run, copies of tested files, and those of the table', () => {
    const isCopy = ({ example }: Fence): boolean => example !== null && !example.endsWith('.sh');
    expect(fences.filter((fence) => !isRun(fence) && !isCopy(fence)).map(nameOf)).toEqual(
      blocksNotRun.map(({ page, block }) => `${page}: ${block}`),
    );
  });

  it('shows the parts of a script in their order, and all of it but its head', () => {
    const scripts = [...new Set(fences.flatMap(({ example }) => (example?.endsWith('.sh') ? [example] : [])))];
    for (const script of scripts.filter((each) => partsOf(each).length > 0)) {
      const [head = ''] = read(script).split('# [');
      const ownLines = head.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
      expect([script, ownLines.filter((line) => !headLines.has(line))]).toEqual([script, []]);
      expect([script, shownOf(script)]).toEqual([script, partsOf(script).map((part) => exampleText(script, part))]);
    }
  });
});

/** What a script has before its first part: the page has the first contract above it. */
const headLines = new Set(['set -euo pipefail', '. "$(dirname "$0")/first-contract.sh"']);
const shownOf = (script: string): readonly string[] =>
  fences.filter(({ example }) => example === script).map(({ code }) => code);

describe('blocks of commands', () => {
  const folder = readersFolder();
  const block = (line: number, code: string) => ({ place: `planted.md:${line}`, code });

  it('share one shell, which has nothing but PATH and HOME', async () => {
    const blocks = [block(1, 'one=1; export two=2'), block(5, 'echo "$one $two ${DATA_DIR:-none} $PWD"')];
    expect(await runBlocks(blocks, folder)).toEqual([`1 2 none ${folder}`]);
  });

  it('install no packages', async () => {
    await expect(runBlocks([block(3, 'npm ci')], folder)).rejects.toThrow('planted.md:3 installs packages');
  });

  it.each(['false', 'true | false | cat', 'node -e "process.exit(3)"', 'no-such-command'])(
    'stop at one that fails (%s), which is named with its output',
    async (failing) => {
      const blocks = [block(1, 'echo one'), block(7, `echo two; echo wrong >&2; ${failing}`), block(9, 'echo three')];
      await expect(runBlocks(blocks, folder)).rejects.toThrow(/^planted\.md:7 failed with \d+\ntwo\nwrong\n/);
    },
  );
});
