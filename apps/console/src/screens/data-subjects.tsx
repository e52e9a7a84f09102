import { useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine, type Shape } from '../api/engine.js';
import { useMay } from '../app/session.js';
import { useAct } from '../ui/acting.js';
import { download } from '../ui/download.js';
import { Field, Form, type Values } from '../ui/form.js';
import { List } from '../ui/list.js';
import { Page, Section } from '../ui/page.js';
import { Problem } from '../ui/problem.js';
import { Table } from '../ui/table.js';
import { Id, Moment } from '../ui/values.js';
import { Erasure } from './erasure.js';
import { useRecordColumns } from './record-columns.js';
import { HoldPlacing, HoldRelease } from './hold.js';

type Criteria = Shape<'PersonCriteria'>;
type PersonalRecord = Shape<'PersonalRecord'>;

/** What the engine keeps about a person: found, exported, erased, held. Who is sought stays in this page's memory. */
export function DataSubjects(): ReactNode {
  const t = useTranslations('dataSubjects');
  const may = useMay();
  const [criteria, setCriteria] = useState<Criteria | null>(null);
  const search = useAct((sought: Criteria) =>
    answerOf(engine.POST('/ops/v1/data-subjects/search', { body: { ...sought, rows: 100 } })),
  );
  const find = (values: Values): void => {
    setCriteria(values);
    search.act(values);
  };
  return (
    <Page title={t('title')}>
      <Form onSubmit={find} className="filters">
        <Field name="cpf" label={t('cpf')} failure={search.failure} />
        <Field name="cnpj" label={t('cnpj')} failure={search.failure} />
        <Field name="email" label={t('email')} failure={search.failure} />
        <Field name="name" label={t('name')} failure={search.failure} />
        <button type="submit" disabled={search.isActing}>
          {t('search')}
        </button>
      </Form>
      <Problem failure={search.failure} />
      {search.done === undefined || criteria === null ? null : (
        <>
          <Records records={search.done.items} />
          {search.done.not_yet_found > 0 ? (
            <p className="notice wait">{t('notYet', { count: search.done.not_yet_found })}</p>
          ) : null}
          {search.done.items.length > 0 ? (
            <div className="actions">
              {may('exportPerson') ? <Export criteria={criteria} /> : null}
              {may('erasePerson') ? <Erasure criteria={criteria} /> : null}
            </div>
          ) : null}
        </>
      )}
      <Section title={t('holds')}>
        <Holds />
      </Section>
    </Page>
  );
}

function Records({ records }: { readonly records: readonly PersonalRecord[] }): ReactNode {
  const t = useTranslations('dataSubjects');
  const may = useMay();
  const columns = useRecordColumns();
  const [held, hold] = useState<PersonalRecord | null>(null);
  const act = {
    head: t('hold'),
    cell: (record: PersonalRecord) => (
      <button type="button" onClick={() => hold(record)}>
        {t('hold')}
      </button>
    ),
  };
  return (
    <>
      {held === null ? null : <HoldPlacing record={held} onClose={() => hold(null)} />}
      <Table
        caption={t('records')}
        rows={records}
        keyOf={({ kind, id }) => `${kind} ${id}`}
        empty={t('empty')}
        columns={may('placeHold') ? [...columns, act] : columns}
      />
    </>
  );
}

/** What is kept, as a file of this browser. */
function Export({ criteria }: { readonly criteria: Criteria }): ReactNode {
  const t = useTranslations('dataSubjects');
  const { act, isActing, failure } = useAct(
    () => answerOf(engine.POST('/ops/v1/data-subjects/export', { body: criteria })),
    (exported) => {
      download(new Blob([JSON.stringify(exported, null, 2)], { type: 'application/json' }), 'person.json');
    },
  );
  return (
    <>
      <button type="button" disabled={isActing} onClick={() => act(undefined)}>
        {t('export')}
      </button>
      <Problem failure={failure} />
    </>
  );
}

function Holds(): ReactNode {
  const t = useTranslations('dataSubjects');
  const may = useMay();
  return (
    <List
      caption={t('holds')}
      queryKey={['holds']}
      keyOf={({ kind, id }) => `${kind} ${id}`}
      empty={t('noHolds')}
      read={(cursor?: string) =>
        answerOf(
          engine.GET('/ops/v1/data-subjects/holds', {
            params: { query: { rows: 50, ...(cursor === undefined ? {} : { cursor }) } },
          }),
        )
      }
      columns={[
        { head: t('kind'), cell: ({ kind }) => t(`kinds.${kind}`) },
        { head: t('record'), cell: ({ id }) => <Id value={id} /> },
        { head: t('reason'), cell: ({ reason }) => reason },
        { head: t('heldBy'), cell: ({ held_by }) => <Id value={held_by} short /> },
        { head: t('since'), cell: ({ held_since }) => <Moment at={held_since} /> },
        ...(may('releaseHold')
          ? [{ head: t('release'), cell: (hold: Shape<'LegalHold'>) => <HoldRelease hold={hold} /> }]
          : []),
      ]}
    />
  );
}
