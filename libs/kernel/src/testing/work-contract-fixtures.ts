import type { Audit, AuditEntry, Once, Work } from '../ports.js';

/** A row that is saved under a guard: it has to be of the version it was read with, and gets the next one. */
export type Named = { readonly name: string; readonly version: number };

/** What the suite uses of a unit of work: the audit trail, and one row under a guard. */
export type WorkPorts = { readonly audit: Audit; find(): Promise<Named>; save(named: Named): void };

/** What the suite looks at of units of work. The row is there when the store is opened, the trail is empty. */
export type WorkContractFixtures = {
  readonly work: Work<WorkPorts>;
  /** The audit trail, oldest first. */
  audit(): Promise<readonly AuditEntry[]>;
};

/** The same units of work, seen through other ports. */
export const withPorts = <Ports, Others>(work: Work<Ports>, others: (ports: Ports) => Others): Work<Others> => ({
  run: <Result>(body: (ports: Others) => Promise<Result>, once?: Once<Result>) =>
    work.run((ports) => body(others(ports)), once),
});

/** A line of the trail for an action. */
export const note = (action: string): AuditEntry => ({ actor: 'tester', action, subject: 'x' });
