import { existsSync, mkdirSync, readFileSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { build, type ImportKind, type OnLoadArgs, type OnResolveArgs, type Plugin } from 'esbuild';

const root = join(import.meta.dirname, '..', '..', '..');

/** The apps that are bundled, by the names of their folders. */
export const apps = ['api', 'cli', 'webhook-dispatcher'] as const;
export type App = (typeof apps)[number];

/** Where a bundle lies unless it is put elsewhere. */
export const bundleFolder = (app: App): string => join(root, 'apps', app, 'bundle');

/** Packages that load native code or read files beside their own. */
const readsBeside = new Set(['sqlite3', 'pdfkit', 'fontkit']);

/** What stays where it was installed: that, and what no start waits for. */
const isApart = (path: string, kind: ImportKind): boolean =>
  readsBeside.has(packageOf(path)) || (kind === 'dynamic-import' && !path.startsWith('@affinity-engine/'));

/**
 * Puts an app and all it is built on into one file, with one more for each part that is only loaded when it is needed:
 * an app of 1,500 files spends half its start on finding and reading them. Needs the app compiled.
 *
 * @param folder where the bundle goes: `main.js` and its parts. It may lie anywhere on the machine, and works for as long
 *   as the project stays where it is.
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

/** Replaces a file at once, and only where it says something else: an app may be starting from it just now. */
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

/** What CommonJS packages expect to find. */
const commonJs = [
  `import { createRequire as requireFrom } from 'node:module';`,
  `const require = requireFrom(import.meta.url);`,
].join('\n');

/** Keeps what a bundle reaches beside itself where it is: packages apart, and files that own code names by its place. */
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
      // A driver that nobody installed: whoever asks for it is told so when it asks.
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

/** The package an import names: `a/b` is of `a`, `@a/b/c` of `@a/b`. */
const packageOf = (path: string): string => path.split('/', path.startsWith('@') ? 2 : 1).join('/');
