import type { Advance, Claim } from '@affinity-engine/webhook';
import { afterwards, defect, operationThat, type Defect } from './defect.js';

type Kept = { readonly claim: Claim; readonly progress: Advance };
type Named = { readonly id: string; readonly sequence: number };

/** Defects of statements over endpoints. */
export const progressDefects: readonly Defect[] = [
  defect(
    'stores progress without a fence',
    ['I8', 'I9', 'I12', 'I6', 'I5'],
    500,
    operationThat(['advance cursors', 'release endpoints'], (run) => (view, rows: readonly Kept[]) => {
      const now = rows.map((row) => {
        const epoch = view.tables.endpoints.get(row.claim.endpoint.id)?.epoch ?? row.claim.epoch;
        return { ...row, claim: { ...row.claim, epoch } };
      });
      return run(view, now as never);
    }),
    69,
  ),
  defect(
    'moves a cursor back',
    ['I9'],
    200,
    afterwards(['advance cursors', 'release endpoints'], ({ tables }, rows: readonly Kept[]) => {
      for (const { claim, progress } of rows) {
        const row = tables.endpoints.get(claim.endpoint.id);
        if (row !== undefined && row.epoch === claim.epoch) row.cursor = progress.cursor;
      }
    }),
    26,
  ),
  defect(
    'undoes a skip while a request is in flight',
    ['I9', 'I1'],
    200,
    afterwards(['release endpoints'], ({ tables }, rows: readonly Kept[]) => {
      for (const { claim, progress } of rows) {
        const row = tables.endpoints.get(claim.endpoint.id);
        if (row === undefined || row.epoch !== claim.epoch || row.cursor <= progress.cursor) continue;
        row.cursor = progress.cursor;
        row.events.splice(
          progress.cursor,
          1,
          ...row.events.slice(progress.cursor, progress.cursor + 1).map((event) => ({ ...event, skipped: false })),
        );
      }
    }),
    26,
  ),
  defect(
    'forgets that an event was skipped',
    ['I1'],
    100,
    afterwards(['skip head'], ({ tables }, rows: readonly Named[]) => {
      for (const { id, sequence } of rows) {
        const events = tables.endpoints.get(id)?.events;
        events?.splice(
          sequence - 1,
          1,
          ...events.slice(sequence - 1, sequence).map((event) => ({ ...event, skipped: false })),
        );
      }
    }),
  ),
  defect(
    'loses what waits when it replays',
    ['I5', 'I6'],
    200,
    afterwards(['insert replay'], ({ tables }, rows: readonly Named[]) => {
      for (const { id } of rows) {
        const row = tables.endpoints.get(id);
        if (row !== undefined) row.cursor = row.lastSequence;
      }
    }),
    21,
  ),
];
