import { Link, useSearch } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useAccounts, useBrokers, type Owner } from '../api/agency.js';
import { answerOf, engine, type Shape } from '../api/engine.js';
import { useInsurers } from '../api/names.js';
import { useMay } from '../app/session.js';
import { Filters } from '../ui/filters.js';
import { List } from '../ui/list.js';
import { Page, Section } from '../ui/page.js';
import { Reading } from '../ui/reading.js';
import { Table } from '../ui/table.js';
import { Badge, Moment, None } from '../ui/values.js';
import { AgencyNumberChange } from './agency-change.js';
import { AgencyRegistration } from './agency-registration.js';

type Filter = {
  readonly account_id?: string;
  readonly broker_id?: string;
  readonly insurer_id?: string;
  readonly agency_number?: string;
  readonly active?: string;
};

/** The agency numbers of brokers, and why a number is the default or is not. */
export function Agency(): ReactNode {
  const t = useTranslations('agency');
  const filter = useSearch({ from: '/agency' });
  const [accounts, insurers] = [useAccounts(), useInsurers()];
  const brokers = useBrokers(filter.account_id);
  const { broker_id: broker, insurer_id: insurer } = filter;
  return (
    <Page title={t('title')} actions={<Actions filter={filter} />}>
      <Filters
        values={filter}
        filters={[
          { name: 'account_id', label: t('account'), options: accounts },
          { name: 'broker_id', label: t('broker'), options: brokers, within: 'account_id' },
          { name: 'insurer_id', label: t('insurer'), options: insurers },
          { name: 'agency_number', label: t('number') },
          {
            ...{ name: 'active', label: t('active') },
            options: (['true', 'false'] as const).map((each) => [each, t(each === 'true' ? 'yes' : 'no')]),
          },
        ]}
      />
      {broker !== undefined && insurer !== undefined ? (
        <Defaults broker={broker} insurer={insurer} />
      ) : (
        <p className="notice">{t('choose')}</p>
      )}
      <Section title={t('numbers')}>
        <Numbers filter={filter} />
      </Section>
    </Page>
  );
}

/** What a person may do with the numbers of the account or broker that is chosen. */
function Actions({ filter: { account_id, broker_id } }: { readonly filter: Filter }): ReactNode {
  const t = useTranslations('agency');
  const may = useMay();
  const [registers, setRegisters] = useState(false);
  if (!may('registerOperatedAgencyNumbers')) return null;
  const owner: Owner | undefined =
    account_id === undefined ? undefined : { account_id, ...(broker_id === undefined ? {} : { broker_id }) };
  return (
    <>
      {owner === undefined ? null : (
        <button type="button" onClick={() => setRegisters(true)}>
          {t('register')}
        </button>
      )}
      <Link className="button" to="/agency/import" search={owner ?? {}}>
        {t('import')}
      </Link>
      {registers && owner !== undefined ? (
        <AgencyRegistration owner={owner} onClose={() => setRegisters(false)} />
      ) : null}
    </>
  );
}

function Defaults({ broker, insurer }: { readonly broker: string; readonly insurer: string }): ReactNode {
  const t = useTranslations('agency');
  const query = { broker_id: broker, insurer_id: insurer };
  return (
    <Reading
      queryKey={['agency-defaults', query]}
      read={() => answerOf(engine.GET('/ops/v1/agency-defaults', { params: { query } }))}
    >
      {({ tenders, calculations }) => (
        <div className="columns">
          <Section title={t('tenders')}>
            <Lines lines={tenders} caption={t('tenders')} />
          </Section>
          <Section title={t('calculations')}>
            <Lines lines={calculations} caption={t('calculations')} />
          </Section>
        </div>
      )}
    </Reading>
  );
}

function Lines({
  lines,
  caption,
}: {
  readonly lines: readonly Shape<'DefaultLine'>[];
  readonly caption: string;
}): ReactNode {
  const t = useTranslations('agency');
  return (
    <Table
      caption={caption}
      rows={lines}
      keyOf={({ id }) => id}
      empty={t('noDefault')}
      columns={[
        { head: t('number'), cell: ({ agency_number }) => <strong>{agency_number}</strong> },
        { head: t('owner'), cell: ({ owner }) => t(`owners.${owner}`) },
        {
          head: t('verdict'),
          cell: ({ verdict }) => (
            <Badge tone={verdict === 'default' ? 'good' : 'calm'}>{t(`verdicts.${verdict}`)}</Badge>
          ),
        },
      ]}
    />
  );
}

type Kept = Shape<'KeptAgencyNumber'>;

function Numbers({ filter: { active, ...filter } }: { readonly filter: Filter }): ReactNode {
  const t = useTranslations('agency');
  const insurers = useInsurers();
  const mayChange = useMay()('changeOperatedAgencyNumber');
  const [changed, change] = useState<Kept | null>(null);
  const activity = active === undefined ? {} : { active: active === 'true' };
  return (
    <>
      {changed === null ? null : <AgencyNumberChange number={changed} onClose={() => change(null)} />}
      <List
        caption={t('numbers')}
        queryKey={['agency-numbers', filter, active]}
        keyOf={({ id }) => id}
        empty={t('empty')}
        csv={{ path: '/ops/v1/agency-numbers', query: { ...filter, ...(active === undefined ? {} : { active }) } }}
        read={(cursor?: string) => {
          const query = { ...filter, ...activity, rows: 50, ...(cursor === undefined ? {} : { cursor }) };
          return answerOf(engine.GET('/ops/v1/agency-numbers', { params: { query } }));
        }}
        columns={[
          { head: t('number'), cell: ({ agency_number }) => <strong>{agency_number}</strong> },
          {
            head: t('insurer'),
            cell: ({ insurer_id }) => insurers.find(([id]) => id === insurer_id)?.[1] ?? insurer_id,
          },
          { head: t('owner'), cell: ({ broker_id }) => t(broker_id === null ? 'owners.account' : 'owners.broker') },
          { head: t('matchCode'), cell: ({ match_code }) => match_code ?? <None /> },
          {
            head: t('default'),
            cell: ({ default_for_tenders, default_for_calculations }) => (
              <>
                {default_for_tenders ? <Badge tone="calm">{t('tenders')}</Badge> : null}{' '}
                {default_for_calculations ? <Badge tone="calm">{t('calculations')}</Badge> : null}
              </>
            ),
          },
          {
            head: t('active'),
            cell: ({ active }) => <Badge tone={active ? 'good' : 'calm'}>{t(active ? 'yes' : 'no')}</Badge>,
          },
          { head: t('changed'), cell: ({ changed_at }) => <Moment at={changed_at} /> },
          ...(mayChange
            ? [
                {
                  head: t('change'),
                  cell: (number: Kept) => (
                    <button type="button" onClick={() => change(number)}>
                      {t('change')}
                    </button>
                  ),
                },
              ]
            : []),
        ]}
      />
    </>
  );
}
