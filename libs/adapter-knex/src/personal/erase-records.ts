import { nobody, withPerson } from '@affinity-engine/affinity';
import type { FoundRecord } from '@affinity-engine/privacy';
import { affinityFrom, affinityTable, affinityTexts } from '../affinity/affinities.js';
import { termsOfAffinity } from '../affinity/stored-person.js';
import { GuardFailed, type Statement } from '../engine/committer.js';
import type { People } from '../engine/people.js';
import { rowsAsText } from '../engine/sql-words.js';
import { integerIn, textIn, type Execute, type Value } from '../engine/sql.js';
import { eachRow } from '../engine/statements.js';
import { writeOrder } from '../engine/write-order.js';
import { contentWithoutAnswers } from '../quotation/quotations.js';
import { emptyBodies, type BodyWithoutPerson } from '../webhook/seal-events.js';
import { forgetSql } from './index-persons.js';
import type { RecordKind } from './person-due.js';

type Erasing = { readonly execute: Execute; readonly record: FoundRecord };

/** Destroys the keys of records, and what they say of persons in other tables. */
export function eraseRecord(people: People, erasedBody: BodyWithoutPerson): Statement<FoundRecord, void> {
  const erase: Readonly<Record<RecordKind, (erasing: Erasing) => Promise<void>>> = {
    affinity: (erasing) => eraseAffinity(erasing, people, erasedBody),
    quotation: eraseQuotation,
  };
  return {
    ...eachRow<FoundRecord, void>('erase record', writeOrder.deletion, async (execute, record) => {
      await erase[record.kind]({ execute, record });
      await execute(`delete from person_due where kind = ? and record = ?`, [record.kind, record.id]);
      // Texts that people typed.
      const typed = `('text.mended', 'quotation.released')`;
      await execute(`update audit_entry set details = null where subject = ? and action in ${typed}`, [record.id]);
    }),
    alone: true,
  };
}

/** Sets the columns of a record that is as it was found and not held. @throws GuardFailed */
async function emptied(
  { execute, record: { kind, id, version } }: Erasing,
  columns: Readonly<Record<string, Value>>,
): Promise<void> {
  const set = Object.keys(columns).map((name) => `${name} = ?`);
  const { now } = execute.words;
  const done = await execute(
    `update ${kind} set ${set.join(', ')}, personal_key = null, personal = null, erased_at = ${now}, links_from = ${now},
       version = version + 1
     where id = ? and version = ? and not exists (select 1 from legal_hold h where h.kind = ? and h.id = ${kind}.id)
     returning id`,
    [...Object.values(columns), id, version, kind],
  );
  if (done.length === 0) throw new GuardFailed('erase record');
}

async function eraseAffinity(erasing: Erasing, people: People, erasedBody: BodyWithoutPerson): Promise<void> {
  const { execute, record } = erasing;
  const [row] = await execute('select * from affinity where id = ?', [record.id]);
  if (row === undefined) throw new GuardFailed('erase record');
  const affinity = affinityFrom(people, affinityTable.read(row));
  const { cancellation } = withPerson(affinity, nobody);
  await emptied(erasing, {
    ...{ holder: null, item: null, holder_document: null, [affinityTexts.column]: null },
    cancellation: cancellation === null ? null : JSON.stringify(cancellation),
  });
  for (const term of termsOfAffinity(affinity)) {
    const bound = [people.hash(term), record.id];
    await execute(`delete from person_term where hash = ? and kind = 'affinity' and record = ?`, bound);
  }
  await execute('delete from document where affinity_id = ?', [record.id]);
  await eraseEvents(execute, affinity.partnerId, record.id, erasedBody);
}

/** Of the partner and of insurers: nobody else gets events of an affinity. */
async function eraseEvents(
  execute: Execute,
  partnerId: string,
  subject: string,
  erasedBody: BodyWithoutPerson,
): Promise<void> {
  const endpoints = await execute(
    `select id from endpoint_configuration where owner_id = ? or owner_id like 'insurer:%'`,
    [partnerId],
  );
  for (const endpoint of endpoints) {
    const id = textIn(endpoint, 'id');
    const events = await execute('select sequence, body from webhook_event where endpoint_id = ? and subject = ?', [
      id,
      subject,
    ]);
    const emptiedEvents = events.map((event) => ({
      endpointId: id,
      sequence: integerIn(event, 'sequence'),
      body: erasedBody(textIn(event, 'body')),
    }));
    await emptyBodies.run(execute, [emptiedEvents]);
    for (const { sequence } of emptiedEvents) {
      const excerpts = `update webhook_attempt set response_excerpt = null where endpoint_id = ? and sequence = ?`;
      await execute(excerpts, [id, sequence]);
    }
  }
}

async function eraseQuotation(erasing: Erasing): Promise<void> {
  const { execute, record } = erasing;
  const [row] = await execute('select content from quotation where id = ?', [record.id]);
  if (row === undefined) throw new GuardFailed('erase record');
  const content = contentWithoutAnswers(textIn(row, 'content'));
  await emptied(erasing, { insured_name: '', searched: '', identity: '', content });
  await execute(forgetSql(execute.words), [rowsAsText([[record.id]])]);
}
