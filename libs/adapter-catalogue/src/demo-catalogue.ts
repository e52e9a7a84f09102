import { fileURLToPath } from 'node:url';

/** The folder of the demo tenant's catalogue, shipped with this library. */
export const demoCatalogueFolder: string = fileURLToPath(new URL('../catalogue', import.meta.url));
