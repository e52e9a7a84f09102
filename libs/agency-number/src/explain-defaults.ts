import { explainDefault, purposes, type DefaultLine, type Purpose } from '@affinity-engine/agency-default';
import { catalogueError } from '@affinity-engine/catalogue';
import type { AgencyNumber, BrokerId } from './agency-number.js';
import { agencyError } from './errors.js';
import type { AgencyWork, InsurerDirectory } from './ports.js';

/** For each purpose every number with its flag, and why it is the default or is not. */
export type ExplainedDefaults = Readonly<Record<Purpose, readonly DefaultLine<AgencyNumber>[]>>;

/**
 * Explains a broker's default numbers at an insurer: its own first, then those of its account; the last sent first.
 * @throws BROKER-UNKNOWN, INSURER-UNKNOWN
 */
export const explainDefaults =
  (work: AgencyWork, directory: InsurerDirectory) =>
  (brokerId: BrokerId, insurerId: string): Promise<ExplainedDefaults> =>
    work.run(async ({ accounts, numbers }) => {
      const broker = await accounts.broker(brokerId);
      if (broker === null) throw agencyError('BROKER-UNKNOWN', { id: brokerId });
      if (!directory.insurers().some(({ id }) => id === insurerId)) {
        throw catalogueError('INSURER-UNKNOWN', { insurerId });
      }
      const own = { accountId: broker.accountId, brokerId };
      const owners = await Promise.all([own, { ...own, brokerId: null }].map((owner) => numbers.at(owner, insurerId)));
      const lines = purposes.map((purpose) => [purpose, explainDefault(owners, purpose)] as const);
      return Object.fromEntries(lines) as ExplainedDefaults;
    });
