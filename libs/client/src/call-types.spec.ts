import { describe, expect, it } from '@jest/globals';
import type { AnswerOf, CallAt, InputArguments, InputOf, ItemOf, ListsAmong, PathsWith } from './call-types.js';
import type { AffinityPath, AgencyNumberPath, OperatorPath } from './dialects.js';
import type { components } from './generated/api.js';

type Is<One, Other> = (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false;
type Takes<Type, Value> = Value extends Type ? true : false;

/** Each is checked by the compiler; at run time it is only true. */
const holds = <T extends true>(...all: readonly T[]): number => all.length;

type Contract = InputOf<CallAt<'/v1/affinity', 'post'>>;
type List = InputOf<CallAt<'/v1/affinity', 'get'>>;
type One = CallAt<'/v1/affinity/{affinity_id}', 'get'>;
type Terms = { affinity_request_id: string; lifetime_start: string; lifetime_end: string };

describe('the types of calls', () => {
  it('know which path has which method, in which dialect', () => {
    expect(
      holds(
        true satisfies Takes<PathsWith<AffinityPath, 'post'>, '/v1/affinity'>,
        true satisfies Is<Takes<PathsWith<AffinityPath, 'put'>, '/v1/affinity'>, false>,
        true satisfies Is<Takes<AffinityPath, '/ops/v1/partners'>, false>,
        true satisfies Is<Takes<AgencyNumberPath, '/api/ipn/tokens'>, false>,
        true satisfies Takes<ListsAmong<OperatorPath>, '/ops/v1/quotations'>,
        true satisfies Is<Takes<ListsAmong<OperatorPath>, '/ops/v1/clock'>, false>,
      ),
    ).toBe(6);
  });

  it('want what a call needs, and nothing that it does not have', () => {
    expect(
      holds(
        true satisfies Takes<Contract, { body: Terms }>,
        true satisfies Is<Takes<Contract, { body: { affinity_request_id: string } }>, false>,
        true satisfies Is<Takes<Contract, { body: Terms; path: { affinity_id: string } }>, false>,
        true satisfies Takes<List, { query: { status: 1; cursor: undefined } }>,
        true satisfies Is<Takes<List, { query: { status: 9 } }>, false>,
        true satisfies Is<Takes<List, { body: object }>, false>,
        true satisfies Takes<InputArguments<CallAt<'/v1/affinity', 'get'>>, readonly []>,
        true satisfies Is<Takes<InputArguments<One>, readonly []>, false>,
      ),
    ).toBe(8);
  });

  it('know what is answered', () => {
    expect(
      holds(
        true satisfies Is<AnswerOf<One>, components['schemas']['Affinity']>,
        true satisfies Is<AnswerOf<CallAt<'/v1/attachments/{token}', 'get'>>, Uint8Array>,
        true satisfies Is<AnswerOf<CallAt<'/ops/v1/users/{user_id}/sessions', 'delete'>>, undefined>,
        true satisfies Is<AnswerOf<CallAt<'/api/ipn/agency-numbers', 'post'>>, components['schemas']['AgencyStatus']>,
        true satisfies Is<
          ItemOf<AnswerOf<CallAt<'/v1/quotation/{registerNumber}/all', 'get'>>>,
          components['schemas']['ListedQuotation']
        >,
      ),
    ).toBe(5);
  });
});
