/** What partners and their requests say of groups and codes. Partners that were there before are linked to none. */
export const partnerGroupColumns = [
  `alter table partner add column affinity_group_ids text not null default '[]'`,
  `alter table partner add column default_producer_code text`,
  `alter table affinity_request add column producer_code text`,
];

const groupTable = (name: string, lasts: string): string => `create table ${name} (
    id text primary key, type text not null, name text not null, description text, jurisdictions text not null,
    organization_id text references organization (id), primary_contact_first_name text,
    primary_contact_last_name text, primary_contact_phone text, products text not null, start_date text, end_date text,
    version integer not null,
    constraint affinity_group_is_open_or_closed check (type in ('Open', 'Closed')),
    constraint affinity_group_ends_after_it_starts check (${lasts})
  ) strict`;

const groupIndexes = [
  'type',
  'name',
  'description',
  'organization_id',
  'primary_contact_first_name',
  'primary_contact_last_name',
  'start_date',
  'end_date',
].map((column) => `create index affinity_group_by_${column} on affinity_group (${column}, id)`);

const associationTable = `create table affinity_group_producer_code (
    group_id text not null references affinity_group (id),
    producer_code_id text not null references producer_code (id), mark text not null,
    primary key (group_id, producer_code_id)
  ) strict, without rowid`;

/**
 * Groups, codes and what joins them. The moments of a group are ISO text, so that a filter may ask how they begin.
 * Every field a list of groups is sorted by has an index that carries the sort to its end.
 */
export const affinityGroupTables = [
  `create table organization (id text primary key, name text not null, version integer not null) strict`,
  `create index organization_by_name on organization (name, id)`,
  `create table producer_code (
    id text primary key, code text not null, description text, organization_id text not null references organization (id),
    roles text not null, active integer not null, version integer not null,
    constraint producer_code_is_written_like_no_other unique (code),
    constraint producer_code_is_active_or_not check (active in (0, 1))
  ) strict`,
  groupTable('affinity_group', 'start_date <= end_date'),
  ...groupIndexes,
  associationTable,
];

/**
 * A group lasts by days: it may end on the day it starts, whatever the hours. SQLite changes no check, so the table is
 * made anew, and what refers to it.
 */
export const groupsLastByDays = [
  groupTable('affinity_group_anew', 'substr(start_date, 1, 10) <= substr(end_date, 1, 10)'),
  `insert into affinity_group_anew select * from affinity_group`,
  `create temporary table association_kept as select * from affinity_group_producer_code`,
  `drop table affinity_group_producer_code`,
  `drop table affinity_group`,
  `alter table affinity_group_anew rename to affinity_group`,
  ...groupIndexes,
  associationTable,
  `insert into affinity_group_producer_code select * from association_kept`,
  `drop table association_kept`,
];
