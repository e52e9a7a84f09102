import type { Page } from './pages.js';

/**
 * The errors one by one, so that a search for a code leads to it: from the tables of the page of errors, whose rows begin with a
 * code.
 */
export function errorPage(errors: string): Page {
  const rows = [...errors.matchAll(/^\| `?([A-Z][A-Z0-9]+(?:-[A-Z0-9]+)+)`? \| (.+) \|$/gm)];
  const heads = columnsOf(errors);
  const seen = new Set<string>();
  const parts = rows.flatMap(([, code = '', rest = '']) => {
    if (seen.has(code)) return [];
    seen.add(code);
    const cells = rest.replaceAll('](#', '](./errors#').split(/ (?<!\\)\| /);
    const names = heads.find(({ width }) => width === cells.length + 1)?.names ?? [];
    const lines = cells
      .map((cell, index) => `- ${names[index + 1] ?? 'more'}: ${cell}`)
      .filter((line) => !/: *$/.test(line));
    return [`## ${code} {#${code.toLowerCase()}}`, lines.join('\n')];
  });
  return {
    path: 'errors-by-code',
    text: ['# Errors by code', 'All of them together: [errors](./errors).', ...parts].join('\n\n'),
  };
}

const columnsOf = (text: string): readonly { readonly width: number; readonly names: readonly string[] }[] =>
  [...text.matchAll(/^\| (code \|.*) \|$/gm)].map(([, head = '']) => {
    const names = head.split(' | ');
    return { width: names.length, names };
  });
