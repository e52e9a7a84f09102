import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { circlesIn, importsOfFiles, importsOfProjects } from './imports.js';
import { projectRoot } from './papers.js';

describe('the workspace', () => {
  const files = importsOfFiles(projectRoot, ['libs', 'apps', 'tools', 'test', 'examples']);
  const projects = importsOfProjects(files);

  it('is read as a whole', () => {
    expect(files.get('libs/webhook/src/dispatcher.ts')).toContain('libs/webhook/src/serve-endpoint.ts');
    expect(files.get('libs/quotation/src/testing/quotation-fixtures.ts')).toContain('libs/kernel/src/testing/index.ts');
    expect(projects.get('libs/quotation')).toContain('libs/quotation-product');
    // Specs of this project plant texts with imports.
    const read = [...files].filter(([file]) => !file.startsWith('tools/house/'));
    const unknown = read.flatMap(([, targets]) => [...targets].filter((target) => !files.has(target)));
    expect(unknown).toEqual([]);
  });

  it('has no files that import each other in a circle, types included', () => {
    expect(circlesIn(files)).toEqual([]);
  });

  it('has no projects that import each other in a circle', () => {
    expect(circlesIn(projects)).toEqual([]);
  });
});

describe('a circle', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'affinity-circles-'));
    for (const name of ['one', 'two']) {
      write(
        `libs/${name}/package.json`,
        JSON.stringify({
          name: `@affinity-engine/${name}`,
          exports: {
            '.': { '@affinity-engine/source': './src/index.ts' },
            './testing': { '@affinity-engine/source': './src/testing/index.ts' },
          },
        }),
      );
      write(`libs/${name}/src/index.ts`, "export { a } from './a.js';\n");
      write(`libs/${name}/src/a.ts`, 'export const a = 1;\n');
      write(`libs/${name}/src/b.ts`, "import { a } from './a.js';\nexport const b = a;\n");
    }
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function write(file: string, text: string): void {
    mkdirSync(join(root, dirname(file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  const found = () => {
    const files = importsOfFiles(root, ['libs']);
    return { files: circlesIn(files), projects: circlesIn(importsOfProjects(files)) };
  };

  it('is not found in files without one', () => {
    expect(found()).toEqual({ files: [], projects: [] });
  });

  it.each([
    ['an import', "import { b } from './b.js';\nexport const a = b;\n"],
    ['an import over several lines', "import {\n  b,\n} from './b.js';\nexport const a = b;\n"],
    ['an import of a type', "import type { B } from './b.js';\nexport const a = 1;\n"],
    ['an import for its effect', "import './b.js';\nexport const a = 1;\n"],
    ['a type that is imported in place', "export const a: typeof import('./b.js') | 1 = 1;\n"],
    ['an export', "export type * from './b.js';\nexport const a = 1;\n"],
  ])('of two files is found by %s', (_, text) => {
    write('libs/one/src/a.ts', text);
    expect(found()).toEqual({ files: ['libs/one/src/a.ts → libs/one/src/b.ts → libs/one/src/a.ts'], projects: [] });
  });

  it('is found once, however many files lead into it', () => {
    write('libs/one/src/a.ts', "export * from './b.js';\n");
    write('libs/one/src/c.ts', "export * from './a.js';\nexport * from './b.js';\n");
    expect(found().files).toHaveLength(1);
  });

  it('is found through the entry points of libraries, in both of them', () => {
    write('libs/one/src/a.ts', "import { a as other } from '@affinity-engine/two';\nexport const a = other;\n");
    write('libs/two/src/a.ts', "import { t } from '@affinity-engine/one/testing';\nexport const a = t;\n");
    write('libs/one/src/testing/index.ts', "export { a as t } from '../a.js';\n");
    const { files, projects } = found();
    expect(files).toHaveLength(1);
    expect(projects).toEqual(['libs/one → libs/two → libs/one']);
  });

  it('of projects is found also if no files import each other in a circle', () => {
    write('libs/one/src/c.ts', "export { a } from '@affinity-engine/two';\n");
    write('libs/two/src/c.ts', "export { a } from '@affinity-engine/one';\n");
    expect(found()).toEqual({ files: [], projects: ['libs/one → libs/two → libs/one'] });
  });
});
