import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** A file or project → those it imports. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

const generated = new Set(['node_modules', 'dist', 'out-tsc', 'coverage', 'bundle']);
const imported = /\bfrom '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm;

/** The projects in the workspace's folders, by the names of their packages. */
function projectsIn(root: string, folders: readonly string[]): ReadonlyMap<string, string> {
  const projects = folders.flatMap((folder) =>
    readdirSync(join(root, folder))
      .map((name) => `${folder}/${name}`)
      .filter((project) => existsSync(join(root, project, 'package.json'))),
  );
  return new Map(projects.map((project) => [manifestOf(root, project).name, project]));
}

type Manifest = {
  readonly name: string;
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
};
const manifestOf = (root: string, project: string): Manifest =>
  JSON.parse(readFileSync(join(root, project, 'package.json'), 'utf8')) as Manifest;

const sourcesIn = (root: string, folder: string): readonly string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return generated.has(entry.name) ? [] : sourcesIn(root, path);
    return /(?<!\.d)\.tsx?$/.test(entry.name) ? [path] : [];
  });

/** The imports of every file within the workspace, types included. Paths are relative to `root`. */
export function importsOfFiles(root: string, folders: readonly string[]): Graph {
  const projects = projectsIn(root, folders);
  const entryOf = (specifier: string): readonly string[] => {
    const [, name = '', entry = ''] = /^(@[^/]+\/[^/]+)(.*)$/.exec(specifier) ?? [];
    const project = projects.get(name);
    if (project === undefined) return [];
    const exported = manifestOf(root, project).exports?.[`.${entry}`];
    const source = typeof exported === 'object' ? exported['@affinity-engine/source'] : undefined;
    return source === undefined ? [] : [normalize(join(project, source))];
  };
  const targetOf = (file: string, specifier: string): readonly string[] => {
    if (!specifier.startsWith('.')) return entryOf(specifier);
    // Styles and sentences import nothing.
    if (/\.(?:css|json)$/.test(specifier)) return [];
    const target = normalize(join(dirname(file), specifier)).replace(/\.js$/, '.ts');
    return [existsSync(join(root, `${target}x`)) ? `${target}x` : target];
  };
  const files = [...projects.values()].flatMap((project) => sourcesIn(root, project));
  return new Map(
    files.map((file) => {
      const found = [...readFileSync(join(root, file), 'utf8').matchAll(imported)];
      return [file, new Set(found.flatMap(([, from, bare, called]) => targetOf(file, from ?? bare ?? called ?? '')))];
    }),
  );
}

const projectOf = (file: string): string => file.split('/').slice(0, 2).join('/');

/** The same for whole projects; a project may import itself. */
export function importsOfProjects(files: Graph): Graph {
  const projects = new Map<string, Set<string>>();
  for (const [file, targets] of files) {
    const own = projects.get(projectOf(file)) ?? new Set();
    for (const target of targets) if (projectOf(target) !== projectOf(file)) own.add(projectOf(target));
    projects.set(projectOf(file), own);
  }
  return projects;
}

/** One circle for each group of files or projects that depend on each other, as a line: `a → b → a`. */
export function circlesIn(graph: Graph): readonly string[] {
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (node: string, path: readonly string[]): void => {
    const at = path.indexOf(node);
    if (at >= 0) circles.push([...path.slice(at), node].join(' → '));
    if (at >= 0 || done.has(node)) return;
    for (const next of graph.get(node) ?? []) visit(next, [...path, node]);
    done.add(node);
  };
  for (const node of graph.keys()) visit(node, []);
  return circles;
}
