import { existsSync, mkdirSync, readFileSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { build, type ImportKind, type OnLoadArgs, type OnResolveArgs, type Plugin } from 'esbuild';

const root = join(import.meta.dirname, '..', '..', '..');

/** The apps to bundle, by the names of their folders. */
export const apps = ['api', 'cli', 'webhook-dispatcher'] as const;
export type App = (typeof apps)[number];

/** The default folder of a bundle. */
export const bundleFolder = (app: App): string => join(root, 'apps', app, 'bundle');

/** Packages that load native code or read files of their own folder. */
const readsBeside = new Set(['sqlite3', 'pdfkit', 'fontkit']);

/** Packages that stay outside the bundle: these, and all that is loaded only when it is needed. */
const isApart = (path: string, kind: ImportKind): boolean =>
  readsBeside.has(packageOf(path)) || (kind === 'dynamic-import' && !path.startsWith('@affinity-engine/'));

/**
 * Bundles an app and all that it is built on into one file, plus one for each part that is loaded only when it is
 * needed: an app of 1,500 files spends half its start on finding and reading them. The app must be compiled.
 * @param folder the folder of the bundle: `main.js` and its parts. It may be anywhere on the machine, and works as long
 * as the project is not moved.
 */
export async function bundle(app: App, folder: string = bundleFolder(app)): Promise<void> {
  const { outputFiles } = await build({
    write: false,
    entryPoints: [join(root, 'apps', app, 'dist', 'main.js')],
    outdir: folder,
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    sourcemap: 'linked',
    sourcesContent: false,
    banner: { js: commonJs },
    plugins: [placed(folder)],
    logLevel: 'warning',
  });
  mkdirSync(folder, { recursive: true });
  for (const { path, contents } of outputFiles) replace(path, contents);
}

/** Replaces a file atomically, and only if its content changes: an app may be starting from it. */
function replace(path: string, contents: Uint8Array): void {
  if (existsSync(path) && readFileSync(path).equals(contents)) {
    const now = new Date();
    utimesSync(path, now, now);
    return;
  }
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, contents);
  renameSync(unfinished, path);
}

/** Variables that CommonJS packages expect. */
const commonJs = [
  `import { createRequire as requireFrom } from 'node:module';`,
  `const require = requireFrom(import.meta.url);`,
].join('\n');

/**
 * Lets a bundle refer to files outside itself: external packages, and files that our code names relative to its own.
 */
const placed = (folder: string): Plugin => ({
  name: 'placed',
  setup(on) {
    const fromFolder = (path: string): string => {
      const between = relative(folder, path).replaceAll('\\', '/');
      return between.startsWith('.') ? between : `./${between}`;
    };
    on.onResolve({ filter: /^[^./]/ }, async ({ path, ...from }: OnResolveArgs) => {
      if (from.pluginData === asked || isBuiltin(path)) return undefined;
      const { kind, importer, namespace, resolveDir } = from;
      const found = await on.resolve(path, { kind, importer, namespace, resolveDir, pluginData: asked });
      // A driver that is not installed: importing it fails at run time with Node's error.
      if (found.errors.length > 0) return { path, external: true };
      return isApart(path, kind) ? { path: fromFolder(found.path), external: true } : found;
    });
    on.onLoad({ filter: /\/(apps|libs)\/[^/]+\/dist\/.*\.js$/ }, ({ path }: OnLoadArgs) => {
      const text = readFileSync(path, 'utf8');
      if (!text.includes('import.meta.url')) return undefined;
      const own = `new URL(${JSON.stringify(fromFolder(path))}, import.meta.url).href`;
      return { contents: text.replaceAll('import.meta.url', own), resolveDir: dirname(path) };
    });
  },
});

const asked = Symbol('asked already');

/** The package of an import: `a/b` is in `a`, `@a/b/c` in `@a/b`. */
const packageOf = (path: string): string => path.split('/', path.startsWith('@') ? 2 : 1).join('/');
