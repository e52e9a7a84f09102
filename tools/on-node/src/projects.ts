import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refused, root } from './node-version.js';

/** The names that nx has for projects, by the names of their folders: kernel, conformance. @throws Refused */
export function projectsOf(folders: string): readonly string[] {
  return folders.split(',').map((folder) => {
    const manifest = ['libs', 'apps', 'test', 'tools', 'examples']
      .map((group) => join(root, group, folder, 'package.json'))
      .find((file) => folder !== '' && existsSync(file));
    if (manifest === undefined)
      throw new Refused(`--only: expected folders of libs, apps, test, tools or examples, not ${folder}`);
    return (JSON.parse(readFileSync(manifest, 'utf8')) as { readonly name: string }).name;
  });
}
