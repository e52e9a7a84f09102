import { fileURLToPath } from 'node:url';

/** The catalogue of the demo tenant, shipped beside this library's code. */
export const demoCatalogueFolder: string = fileURLToPath(new URL('../catalogue', import.meta.url));
