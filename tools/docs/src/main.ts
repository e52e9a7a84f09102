import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { buildSite } from './build.js';
import { projectRoot } from './pages.js';

const usage = `Builds the documentation as a site: guides, a reference of every call, errors by code, the libraries.
It needs no network, and neither does the site.

Usage: npm run docs -- [--to FOLDER]

  --to FOLDER   where the site is written; by default .site`;

const { values } = parseArgs({ options: { to: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
if (values.help === true) process.stdout.write(`${usage}\n`);
else {
  const to = values.to ?? join(projectRoot, '.site');
  const pages = await buildSite(to, (step) => process.stdout.write(`… ${step}\n`));
  process.stdout.write(`${pages} pages in ${to}\n`);
}
