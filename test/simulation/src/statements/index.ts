import type { WakeUps } from '@affinity-engine/webhook';
import type { Operation } from '../database-port.js';
import type { Sometimes } from '../sometimes.js';
import { affinityStatements } from './affinity.js';
import { feedStatements } from './feed.js';
import { statementMaker, type StatementAlterations } from './maker.js';
import { webhookStatements } from './webhook.js';

/** Every statement of the simulated database, with the orders, guards and locks of those in SQL. */
export function statementsOf(
  operations: Map<string, Operation>,
  wakeUps: Pick<WakeUps, 'notify'>,
  sometimes: Sometimes,
  alterations: StatementAlterations,
) {
  const maker = statementMaker(operations, sometimes, alterations);
  return { ...affinityStatements(maker), ...webhookStatements(maker, wakeUps), ...feedStatements(maker) };
}

export type Statements = ReturnType<typeof statementsOf>;
