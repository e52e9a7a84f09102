import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const engine = process.env['ENGINE_URL'] ?? 'http://127.0.0.1:8080';

/** The console is served by the engine below `/console`. `npm run console` serves it from its sources, beside a running engine. */
const config = defineConfig({
  base: '/console/',
  root: import.meta.dirname,
  plugins: [react()],
  resolve: { conditions: ['@affinity-engine/source', 'module', 'browser', 'development|production'] },
  server: { proxy: { '/ops': engine, '/v1': engine, '/admin': engine, '/session': engine, '/openapi.json': engine } },
  build: { target: 'es2022', modulePreload: { polyfill: false }, assetsInlineLimit: 0, sourcemap: false },
});

// Vite takes its configuration from the default export.
export { config as default };
