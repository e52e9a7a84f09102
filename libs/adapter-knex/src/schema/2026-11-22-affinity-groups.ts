import type { Migration } from './migration.js';

/**
 * Groups, codes and associations. The moments of a group are ISO text, so that filters can compare their beginning.
 * Every field a list of groups is sorted by has an index that gives the whole order.
 */
export const affinityGroups: Migration = {
  name: '2026-11-22-affinity-groups',
  sqlite: [
    `create table organization (id text primary key, name text not null, version integer not null) strict`,
    `create index organization_by_name on organization (name, id)`,
    `create table producer_code (
    id text primary key, code text not null, description text, organization_id text not null references organization (id),
    roles text not null, active integer not null, version integer not null,
    constraint producer_code_is_written_like_no_other unique (code),
    constraint producer_code_is_active_or_not check (active in (0, 1))
  ) strict`,
    `create table affinity_group (
    id text primary key, type text not null, name text not null, description text, jurisdictions text not null,
    organization_id text references organization (id), primary_contact_first_name text,
    primary_contact_last_name text, primary_contact_phone text, products text not null, start_date text, end_date text,
    version integer not null,
    constraint affinity_group_is_open_or_closed check (type in ('Open', 'Closed')),
    constraint affinity_group_ends_after_it_starts check (start_date <= end_date)
  ) strict`,
    `create index affinity_group_by_type on affinity_group (type, id)`,
    `create index affinity_group_by_name on affinity_group (name, id)`,
    `create index affinity_group_by_description on affinity_group (description, id)`,
    `create index affinity_group_by_organization_id on affinity_group (organization_id, id)`,
    `create index affinity_group_by_primary_contact_first_name on affinity_group (primary_contact_first_name, id)`,
    `create index affinity_group_by_primary_contact_last_name on affinity_group (primary_contact_last_name, id)`,
    `create index affinity_group_by_start_date on affinity_group (start_date, id)`,
    `create index affinity_group_by_end_date on affinity_group (end_date, id)`,
    `create table affinity_group_producer_code (
    group_id text not null references affinity_group (id),
    producer_code_id text not null references producer_code (id), mark text not null,
    primary key (group_id, producer_code_id)
  ) strict, without rowid`,
  ],
};
