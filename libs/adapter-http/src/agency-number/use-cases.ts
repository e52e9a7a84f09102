import type * as agencyNumber from '@affinity-engine/agency-number';
import type * as identity from '@affinity-engine/identity';
import type { Logger } from 'pino';
import type { Tokens } from '../edge/tokens.js';
import type { UseCases } from '../edge/use-cases.js';

/** The use cases that the agency-number dialect calls. */
export type AgencyNumberUseCases = UseCases<
  typeof agencyNumber,
  'accountOfUser' | 'changeAgencyNumber' | 'offeredAgencyNumbers' | 'ownerFor' | 'registerAgencyNumbers'
> &
  UseCases<typeof identity, 'authenticate' | 'clientOfToken'> & {
    readonly tokens: Tokens;
    readonly logger: Pick<Logger, 'warn'>;
  };
