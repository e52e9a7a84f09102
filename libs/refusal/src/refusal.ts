import { epochMilliseconds, instantAt, type Instant, type Problem } from '@affinity-engine/kernel';

/** Who was refused: a client by its role, or the subscription of a broker's system. */
export type RefusedCaller = 'partner' | 'account' | 'operator' | 'subscription';

/** One thing wrong with a request: where, and what was expected there. Never what was sent. */
export type KeptProblem = Pick<Problem, 'path' | 'expected'>;

/** What the request was about, as far as it is known. All of it was given by the engine or its catalogue. */
export type RefusedAbout = {
  readonly productId?: string;
  readonly insurerId?: string;
  /** The groups that give the reasons against a sale. */
  readonly affinityGroupIds?: readonly string[];
  readonly producerCodeId?: string;
  readonly affinityRequestId?: string;
  readonly affinityId?: string;
  readonly quotationId?: string;
};

/** A call that was refused, as it is kept: no body and no person. */
export type Refusal = {
  /** The `request-id` that the caller got. */
  readonly reference: string;
  /** When it was answered, by machine time. */
  readonly at: Instant;
  readonly caller: RefusedCaller;
  /** The client, or the subscription. */
  readonly clientId: string;
  /** Null where the caller is of no partner. */
  readonly partnerId: string | null;
  readonly operation: string;
  readonly code: string;
  /** The status of the answer. */
  readonly status: number;
  readonly problems: readonly KeptProblem[];
  readonly about: RefusedAbout;
};

/** A refusal in its list: later ones of the same moment have higher numbers. */
export type KeptRefusal = Refusal & { readonly number: number };

/** Refusals of one kind, counted. */
export type RefusalGroup = Pick<Refusal, 'partnerId' | 'operation' | 'code'> & {
  readonly count: number;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  /** The newest that is kept; null where they are only counted. */
  readonly newest: string | null;
};

const [mostProblems, longestPath, longestExpected] = [20, 200, 500];

/** The problems that are kept: the first ones, each of a length that a list can show. */
export const keptProblems = (problems: readonly Problem[]): readonly KeptProblem[] =>
  problems.slice(0, mostProblems).map(({ kept, ...problem }) => {
    const { path, expected } = kept ?? problem;
    return { path: path.slice(0, longestPath), expected: expected.slice(0, longestExpected) };
  });

const hourMs = 3_600_000;

/** The beginning of the hour of a moment, in UTC. */
export const hourOf = (at: Instant): Instant => instantAt(Math.floor(epochMilliseconds(at) / hourMs) * hourMs);
