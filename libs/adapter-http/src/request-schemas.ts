import { contractBody } from './affinity/schemas.js';
import { proposalBody } from './quotation/schemas.js';
import { schemaOf } from './edge/checks.js';

/** JSON Schemas of requests, for programs that send or measure them. */
export const requestSchemas = { contract: schemaOf(contractBody), proposal: schemaOf(proposalBody) } as const;
