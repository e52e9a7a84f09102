import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { excessOf, sizesOf, type Written } from './budgets.js';

const engine = process.env['ENGINE_URL'] ?? 'http://127.0.0.1:8080';

/** A build that is too large fails. */
const withinBudgets: Plugin = {
  name: 'within-budgets',
  generateBundle(_, written) {
    const sizes = sizesOf(written as unknown as Written);
    const excess = excessOf(sizes);
    if (excess.length > 0) this.error(`The console is larger than its budgets:\n${excess.join('\n')}`);
    const largest = Math.max(...Object.values(sizes.routes));
    this.info(
      `first page ${sizes.entry.toFixed(1)} kB, largest part ${largest.toFixed(1)} kB, all ${sizes.all.toFixed(1)} kB`,
    );
  },
};

/** The console is served by the engine below `/console`. `npm run console` serves it from its sources, beside a running engine. */
const config = defineConfig({
  base: '/console/',
  root: import.meta.dirname,
  plugins: [react(), withinBudgets],
  resolve: { conditions: ['@affinity-engine/source', 'module', 'browser', 'development|production'] },
  server: { proxy: { '/ops': engine, '/v1': engine, '/admin': engine, '/session': engine, '/openapi.json': engine } },
  build: { target: 'es2022', modulePreload: { polyfill: false }, assetsInlineLimit: 0, sourcemap: false },
});

// Vite takes its configuration from the default export.
export { config as default };
