import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { buildSite } from './build.js';

it('the site is built, a link that leads nowhere would fail it, and its pages fetch nothing from elsewhere', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'affinity-engine-site-'));
  try {
    expect(await buildSite(folder)).toBeGreaterThan(80);
    const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.html'));
    const fetched = pages.flatMap((name) => {
      const html = readFileSync(join(folder, name), 'utf8');
      return [...html.matchAll(/<(?:script|link|img|iframe)[^>]+(?:src|href)="(https?:)?\/\/[^"]+"/g)].map(
        ([tag]) => `${name}: ${tag}`,
      );
    });
    expect(fetched).toEqual([]);
    expect(readFileSync(join(folder, 'errors-by-code.html'), 'utf8')).toContain('id="not-eligible"');
    expect(readFileSync(join(folder, 'reference', 'ops.html'), 'utf8')).toContain(
      '/ops/v1/affinities/{affinity_id}/reveal',
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 300_000);
