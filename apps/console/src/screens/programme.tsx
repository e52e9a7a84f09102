import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine, type Shape } from '../api/engine.js';
import { useMay } from '../app/session.js';
import { Loading } from '../ui/list.js';
import { Page, Section } from '../ui/page.js';
import { Problem } from '../ui/problem.js';
import { Table } from '../ui/table.js';
import { Badge, Day, Id, None } from '../ui/values.js';
import { GroupChange } from './group-change.js';
import { EligibilityTester } from './eligibility-tester.js';

type Group = Shape<'AffinityGroupElement'>;

/** Who may sell what to whom: groups, producer codes, and a tester that says why a sale would be refused. */
export function Programme(): ReactNode {
  const t = useTranslations('programme');
  const may = useMay();
  return (
    <Page title={t('title')}>
      {may('checkEligibility') ? (
        <Section title={t('tester')}>
          <EligibilityTester />
        </Section>
      ) : null}
      {may('listAffinityGroups') ? (
        <Section title={t('groups')}>
          <Groups />
        </Section>
      ) : null}
      {may('listProducerCodes') ? (
        <Section title={t('codes')}>
          <Codes />
        </Section>
      ) : null}
    </Page>
  );
}

const pageSize = 100;

function Groups(): ReactNode {
  const t = useTranslations('programme');
  const may = useMay();
  const [changed, change] = useState<Group | null>(null);
  const { data, error } = useQuery({
    queryKey: ['groups'],
    queryFn: () =>
      answerOf(engine.GET('/admin/v1/affinity-groups', { params: { query: { pageSize, fields: '*all' } } })),
  });
  if (data === undefined) return error === null ? <Loading /> : <Problem failure={error} />;
  return (
    <>
      {changed === null ? null : <GroupChange group={changed} onClose={() => change(null)} />}
      <Table
        caption={t('groups')}
        rows={data.data}
        keyOf={({ attributes }) => String(attributes.id)}
        empty={t('noGroups')}
        columns={[
          { head: t('group'), cell: ({ attributes }) => <strong>{attributes.name}</strong> },
          { head: t('id'), cell: ({ attributes }) => <Id value={String(attributes.id)} /> },
          { head: t('type'), cell: ({ attributes }) => attributes.affinityGroupType?.name ?? <None /> },
          { head: t('products'), cell: ({ attributes }) => names(attributes.products) },
          { head: t('jurisdictions'), cell: ({ attributes }) => names(attributes.jurisdictions) },
          {
            head: t('from'),
            cell: ({ attributes }) => (
              <>
                <Day on={attributes.startDate} /> – <Day on={attributes.endDate} />
              </>
            ),
          },
          ...(may('changeAffinityGroup')
            ? [
                {
                  head: t('change'),
                  cell: (group: Group) => (
                    <button type="button" onClick={() => change(group)}>
                      {t('change')}
                    </button>
                  ),
                },
              ]
            : []),
        ]}
      />
      {data.links.next === undefined ? null : <p className="small">{t('firstOnly', { count: pageSize })}</p>}
    </>
  );
}

const names = (values: readonly { readonly code?: string }[] | readonly string[] | undefined): ReactNode =>
  values === undefined || values.length === 0 ? (
    <None />
  ) : (
    values.map((each) => (typeof each === 'string' ? each : (each.code ?? ''))).join(', ')
  );

function Codes(): ReactNode {
  const t = useTranslations('programme');
  const { data, error } = useQuery({
    queryKey: ['producer-codes'],
    queryFn: () =>
      answerOf(engine.GET('/admin/v1/producer-codes', { params: { query: { pageSize, fields: '*all' } } })),
  });
  if (data === undefined) return error === null ? <Loading /> : <Problem failure={error} />;
  return (
    <Table
      caption={t('codes')}
      rows={data.data}
      keyOf={({ attributes }) => String(attributes.id)}
      empty={t('noCodes')}
      columns={[
        { head: t('code'), cell: ({ attributes }) => <strong>{attributes.code}</strong> },
        { head: t('id'), cell: ({ attributes }) => <Id value={String(attributes.id)} /> },
        { head: t('description'), cell: ({ attributes }) => attributes.description ?? <None /> },
        {
          head: t('active'),
          cell: ({ attributes }) => (
            <Badge tone={attributes.active ? 'good' : 'calm'}>{t(attributes.active ? 'yes' : 'no')}</Badge>
          ),
        },
      ]}
    />
  );
}
