import type { Migration } from './migration.js';

const startsSql = (incarnation: string) => `insert into feed_incarnation (owner_id, incarnation, first_sequence)
    select owner_id, ${incarnation}, last_sequence + 1 from feed_owner`;

/**
 * Where each incarnation of a feed begins, also where its first events are no longer kept: a reader from before the
 * restore is led there. A trigger keeps it, where an operator or a connection counts the incarnation.
 */
export const feedIncarnations: Migration = {
  name: '2026-11-29-feed-incarnations',
  sqlite: [
    `create table feed_incarnation (
      owner_id text not null, incarnation integer not null, first_sequence integer not null,
      primary key (owner_id, incarnation)
    ) strict, without rowid`,
    `insert into feed_incarnation select owner_id, incarnation, min(sequence) from feed_event
      where incarnation > 1 group by owner_id, incarnation`,
    `insert into feed_incarnation select o.owner_id, f.incarnation, o.last_sequence + 1 from feed_owner o, event_feed f
      where f.incarnation > 1 and not exists (select 1 from feed_incarnation i where i.owner_id = o.owner_id)`,
    `create trigger feed_incarnation_begins after update of incarnation on event_feed
      when new.incarnation > old.incarnation begin ${startsSql('new.incarnation')}; end`,
  ],
  postgres: [
    `create table feed_incarnation (
      owner_id text collate "C" not null, incarnation bigint not null, first_sequence bigint not null,
      primary key (owner_id, incarnation)
    )`,
    `insert into feed_incarnation select owner_id, incarnation, min(sequence) from feed_event
      where incarnation > 1 group by owner_id, incarnation`,
    `insert into feed_incarnation select o.owner_id, f.incarnation, o.last_sequence + 1 from feed_owner o, event_feed f
      where f.incarnation > 1 and not exists (select 1 from feed_incarnation i where i.owner_id = o.owner_id)`,
    `create function begin_feed_incarnation() returns trigger language plpgsql as $$
    begin
      ${startsSql('new.incarnation')};
      return null;
    end $$`,
    `create trigger feed_incarnation_begins after update of incarnation on event_feed for each row
      when (new.incarnation > old.incarnation) execute function begin_feed_incarnation()`,
  ],
};
