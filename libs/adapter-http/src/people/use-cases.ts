import type * as identity from '@affinity-engine/identity';
import type { UseCases } from '../edge/use-cases.js';

/** The use cases that browsers' sessions call. */
export type PeopleUseCases = UseCases<typeof identity, 'signIn' | 'signInByLink' | 'signOut' | 'personOfSession'>;
