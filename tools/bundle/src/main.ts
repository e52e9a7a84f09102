import { apps, bundle } from './bundle.js';

for (const app of apps) await bundle(app);
