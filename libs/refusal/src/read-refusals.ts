import { plus, type Instant } from '@affinity-engine/kernel';
import { refusalError } from './errors.js';
import type { RefusalLists } from './ports.js';
import { hourOf, type KeptRefusal, type RefusalGroup } from './refusal.js';

/**
 * One refusal; with a partner only its own.
 * @throws REFUSAL-UNKNOWN, also for another partner's
 */
export const readRefusal =
  (lists: Pick<RefusalLists, 'find'>) =>
  async (reference: string, partnerId?: string): Promise<KeptRefusal> => {
    const found = await lists.find(reference, partnerId);
    if (found === null) throw refusalError('REFUSAL-UNKNOWN');
    return found;
  };

/** Groups of refusals, and the whole hours they are of. */
export type GroupedRefusals = {
  readonly from: Instant;
  readonly to: Instant;
  readonly groups: readonly RefusalGroup[];
};

/** More groups help no reader. */
export const mostGroups = 500;

/**
 * Refusals counted by code, operation and partner, the most frequent first: of whole hours, by default of the last 24.
 * An hour counts if a part of it lies in the span.
 */
export const groupRefusals =
  (lists: Pick<RefusalLists, 'groups'>, now: () => Instant) =>
  async (asked: {
    readonly from?: Instant | undefined;
    readonly to?: Instant | undefined;
    readonly partnerId?: string | undefined;
  }): Promise<GroupedRefusals> => {
    const to = asked.to ?? plus(now(), { milliseconds: 1 });
    const from = hourOf(asked.from ?? plus(to, { hours: -24 }));
    const ofPartner = asked.partnerId === undefined ? {} : { partnerId: asked.partnerId };
    return { from, to, groups: await lists.groups({ ...ofPartner, from, to, limit: mostGroups }) };
  };
