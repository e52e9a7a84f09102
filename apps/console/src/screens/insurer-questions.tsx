import { Link, useSearch } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine, type Shape } from '../api/engine.js';
import { PartnerName, useInsurers } from '../api/names.js';
import { useMay } from '../app/session.js';
import { useAct } from '../ui/acting.js';
import { Dialog } from '../ui/dialog.js';
import { Filters } from '../ui/filters.js';
import { Field, Form, type Values } from '../ui/form.js';
import { List } from '../ui/list.js';
import { Page } from '../ui/page.js';
import { Problem } from '../ui/problem.js';
import { Badge, Day, Moment, None } from '../ui/values.js';

type Question = Shape<'InsurerQuestion'>;

/** After 25 days without an answer there is little time left to ask again. */
const lateDays = 20;

/** What insurers were asked and have not answered, longest waiting first. */
export function InsurerQuestions(): ReactNode {
  const t = useTranslations('questions');
  const may = useMay();
  const filter = useSearch({ from: '/insurer-questions' });
  const insurers = useInsurers();
  const [answered, setAnswered] = useState<Question | null>(null);
  const insurerOf = (id: string | null): ReactNode => insurers.find(([each]) => each === id)?.[1] ?? id ?? <None />;
  return (
    <Page title={t('title')}>
      {answered === null ? null : <Answer question={answered} onClose={() => setAnswered(null)} />}
      <Filters values={filter} filters={[{ name: 'insurer_id', label: t('insurer'), options: insurers }]} />
      <List
        caption={t('title')}
        queryKey={['questions', filter]}
        every={10_000}
        keyOf={({ affinity_id }) => affinity_id}
        empty={t('empty')}
        csv={{ path: '/ops/v1/insurer-questions', query: filter }}
        read={(cursor?: string) => {
          const query = { ...filter, rows: 50, ...(cursor === undefined ? {} : { cursor }) };
          return answerOf(engine.GET('/ops/v1/insurer-questions', { params: { query } }));
        }}
        columns={[
          {
            head: t('certificate'),
            cell: ({ affinity_id, certificate_number }) =>
              may('getCertificate') ? (
                <Link to="/certificates/$id" params={{ id: affinity_id }}>
                  {certificate_number}
                </Link>
              ) : (
                certificate_number
              ),
          },
          { head: t('insurer'), cell: ({ insurer_id }) => insurerOf(insurer_id) },
          { head: t('partner'), cell: ({ partner_id }) => <PartnerName id={partner_id} /> },
          { head: t('product'), cell: ({ product_id }) => product_id },
          { head: t('starts'), cell: ({ lifetime_start }) => <Day on={lifetime_start} /> },
          { head: t('asked'), cell: ({ asked_at }) => <Moment at={asked_at} /> },
          {
            head: t('age'),
            cell: ({ age_days }) => (
              <Badge tone={age_days >= lateDays ? 'bad' : 'calm'}>{t('ageDays', { count: age_days })}</Badge>
            ),
          },
          ...(may('answerForInsurer')
            ? [
                {
                  head: t('answer'),
                  cell: (question: Question) => (
                    <button type="button" onClick={() => setAnswered(question)}>
                      {t('answer')}
                    </button>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Page>
  );
}

function Answer({ question, onClose }: { readonly question: Question; readonly onClose: () => void }): ReactNode {
  const t = useTranslations('questions');
  const params = { path: { affinity_id: question.affinity_id } };
  const { act, isActing, failure } = useAct(
    ({ outcome, reason, insurer_reference }: Values) =>
      answerOf(
        engine.POST('/ops/v1/affinities/{affinity_id}/insurer-answer', {
          params,
          body: {
            outcome: outcome === 'declined' ? 'declined' : 'issued',
            ...(reason ? { reason } : {}),
            ...(insurer_reference ? { insurer_reference } : {}),
          },
        }),
      ),
    onClose,
  );
  return (
    <Dialog title={t('answerTitle', { number: question.certificate_number })} onClose={onClose}>
      <Form onSubmit={act}>
        <Problem failure={failure} />
        <Field
          name="outcome"
          label={t('outcome')}
          isRequired
          options={[
            ['issued', t('issued')],
            ['declined', t('declined')],
          ]}
        />
        <Field name="reason" label={t('reason')} failure={failure} />
        <Field name="insurer_reference" label={t('reference')} failure={failure} />
        <button type="submit" className="first" disabled={isActing}>
          {t('act')}
        </button>
      </Form>
    </Dialog>
  );
}
