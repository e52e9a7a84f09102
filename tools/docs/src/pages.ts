import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** The project's folder. */
export const projectRoot = join(import.meta.dirname, '..', '..', '..');

/** A page of the site: its address without `.md`, and its text. */
export type Page = { readonly path: string; readonly text: string };

const folders: readonly (readonly [from: string, to: string])[] = [
  ['docs/guides', 'guides'],
  ['docs/adr', 'decisions'],
  ['docs/api', 'api'],
];

const singles: Readonly<Record<string, string>> = {
  'README.md': 'start',
  'CONTRIBUTING.md': 'contributing',
  'SECURITY.md': 'security',
  'CHANGELOG.md': 'changelog',
  'docs/errors.md': 'errors',
  'docs/glossary.md': 'glossary',
};

/** Where each document of the project is on the site. */
export function placesOfDocuments(root = projectRoot): ReadonlyMap<string, string> {
  const places = new Map(Object.entries(singles).filter(([file]) => existsSync(join(root, file))));
  for (const [from, to] of folders) {
    if (!existsSync(join(root, from))) continue;
    for (const entry of readdirSync(join(root, from), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !entry.name.endsWith('.md')) continue;
      const file = relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/');
      const name = file.slice(from.length + 1, -'.md'.length);
      places.set(file, `${to}/${name === 'README' ? 'index' : name}`);
    }
  }
  for (const kind of ['libs', 'examples']) {
    if (!existsSync(join(root, kind))) continue;
    for (const name of readdirSync(join(root, kind)).filter((each) =>
      existsSync(join(root, kind, each, 'README.md')),
    )) {
      places.set(`${kind}/${name}/README.md`, `${kind === 'libs' ? 'libraries' : 'examples'}/${name}`);
    }
  }
  return places;
}

/** The documents of the project as pages, their links made those of the site. */
export const pagesOfDocuments = (root = projectRoot, places = placesOfDocuments(root)): readonly Page[] =>
  [...places].map(([file, path]) => ({
    path,
    text: forSite(readFileSync(join(root, file), 'utf8'), file, path, places, (other) => existsSync(join(root, other))),
  }));

/**
 * A document as the site shows it: links to documents lead to their pages, links to other files of the project become their names,
 * comments are left out, and braces are no templates.
 * @throws Error for a link to a file that is not there
 */
export function forSite(
  text: string,
  file: string,
  path: string,
  places: ReadonlyMap<string, string>,
  exists: (file: string) => boolean,
): string {
  return outsideCode(text, (part) =>
    part
      .replaceAll(/<!--[\s\S]*?-->\n?/g, '')
      .replaceAll(
        /(!?)\[((?:[^\][]|\[[^\]]*\])*)\]\(([^)\s]+)\)/g,
        (whole, image: string, label: string, target: string) => {
          if (/^(?:[a-z]+:|#|\/)/i.test(target)) return whole;
          const [where = '', anchor] = target.split('#');
          const named = join(dirname(file), decodeURIComponent(where)).replaceAll('\\', '/');
          if (image !== '' && exists(named)) return `![${label}](${addressFrom(path, pictureAt(named))})`;
          const place = places.get(named) ?? places.get(join(named, 'README.md'));
          if (place !== undefined)
            return `[${label}](${addressFrom(path, place)}${anchor === undefined ? '' : `#${anchor}`})`;
          if (!exists(named)) throw new Error(`${file}: there is no file ${named} for the link ${target}`);
          return `${label} (\`${named}\`)`;
        },
      )
      .replaceAll('{{', '&#123;&#123;'),
  );
}

/** The folder of the project's pictures, and what the site calls it. */
export const pictures = { from: 'docs/pictures', to: 'pictures' } as const;

const pictureAt = (file: string): string => file.replace(pictures.from, pictures.to);

function addressFrom(path: string, place: string): string {
  const way = relative(dirname(path), place).replaceAll('\\', '/');
  return way.startsWith('.') ? way : `./${way}`;
}

/** Changes a text where it is no code: neither between fences nor between back quotes. */
function outsideCode(text: string, change: (part: string) => string): string {
  return text
    .split(/(^```[\s\S]*?^```$|`[^`\n]+`(?!\]))/m)
    .map((part, index) => (index % 2 === 0 ? change(part) : part))
    .join('');
}
