import type * as affinity from '@affinity-engine/affinity';
import type * as identity from '@affinity-engine/identity';
import type { Clock } from '@affinity-engine/kernel';
import type * as webhook from '@affinity-engine/webhook';
import type * as privacy from '@affinity-engine/privacy';
import type * as refusal from '@affinity-engine/refusal';
import type { Links } from '../edge/links.js';
import type { ListOf } from '../edge/paged.js';
import type { UseCases } from '../edge/use-cases.js';

/** The use cases that the affinity dialect calls. */
export type AffinityUseCases = UseCases<
  typeof affinity,
  | ('readPartner' | 'readAffinity' | 'requestAffinity' | 'contractAffinity' | 'cancelAffinity')
  | ('previewCancellation' | 'renewAffinity' | 'printDocument' | 'answerByCallback')
> &
  UseCases<typeof identity, 'rotateClientSecret'> &
  UseCases<typeof privacy, 'isLinkGood'> &
  UseCases<typeof refusal, 'readRefusal'> &
  UseCases<
    typeof webhook,
    | ('changeEndpoint' | 'pingEndpoint' | 'readDelivery' | 'readEndpoint' | 'readFeed')
    | ('previewReplay' | 'rangeByTime' | 'replayEvents')
  > & {
    readonly lists: {
      readonly affinities: affinity.AffinityLists;
      readonly clientsOf: (partnerId: string) => ListOf<identity.Client>;
      readonly deliveries: webhook.DeliveryLists;
      readonly refusals: refusal.RefusalLists;
    };
    readonly products: affinity.Products;
    readonly clock: Clock;
    readonly machineClock: webhook.MachineClock;
    readonly links: Links;
  };
