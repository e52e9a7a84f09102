import type { Page } from './pages.js';

const groups: readonly (readonly [title: string, folder: string])[] = [
  ['Guides', 'guides/'],
  ['Reference', 'reference/'],
  ['Libraries', 'libraries/'],
  ['Their API', 'api/'],
  ['Examples', 'examples/'],
  ['Decisions', 'decisions/'],
];

const titleOf = ({ path, text }: Page): string => /^# (.+)$/m.exec(text)?.[1]?.replaceAll(/[`*]/g, '') ?? path;

/** The configuration of the site: nothing is fetched from elsewhere, neither when it is built nor when it is read. */
export function configurationOf(pages: readonly Page[]): string {
  const link = (page: Page) => ({ text: titleOf(page), link: `/${page.path.replace(/index$/, '')}` });
  const single = pages.filter(({ path }) => !path.includes('/') && path !== 'index').map(link);
  const sidebar = [
    { text: 'The engine', items: single },
    ...groups.map(([text, folder]) => ({
      text,
      collapsed: folder !== 'guides/' && folder !== 'reference/',
      items: pages.filter(({ path }) => path.startsWith(folder)).map(link),
    })),
  ].filter(({ items }) => items.length > 0);
  const settings = {
    title: 'affinity-engine',
    description: 'The open-source engine that sells insurance through groups',
    lang: 'en',
    cleanUrls: false,
    // A link that leads nowhere fails the build; addresses of the engine itself are none of the site.
    ignoreDeadLinks: 'LOCAL',
    markdown: { html: false },
    themeConfig: {
      search: { provider: 'local' },
      nav: [
        { text: 'Guides', link: '/guides/architecture' },
        { text: 'Reference', link: '/reference/affinity' },
        { text: 'Errors', link: '/errors-by-code' },
      ],
      sidebar,
      outline: [2, 3],
    },
  };
  const text = JSON.stringify(settings, null, 2).replace('"LOCAL"', '[/^https?:\\/\\/(?:127\\.0\\.0\\.1|localhost)/]');
  return `export default ${text};\n`;
}
