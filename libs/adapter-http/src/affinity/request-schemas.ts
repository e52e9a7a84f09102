import { schemaOf } from '../edge/checks.js';
import { contractBody } from './schemas.js';

/** JSON Schemas of requests, for whoever sends or measures them. */
export const requestSchemas = { contract: schemaOf(contractBody) } as const;
