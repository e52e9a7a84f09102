import { Link, useSearch } from '@tanstack/react-router';
import { useState, type ChangeEvent, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { compareFile, type Comparison } from '../api/agency-comparison.js';
import { registerNumbers, useAccounts, useBrokers, type Owner } from '../api/agency.js';
import { useMay } from '../app/session.js';
import { Refused } from '../api/engine.js';
import { useAct, type Act } from '../ui/acting.js';
import { Filters } from '../ui/filters.js';
import { Loading } from '../ui/list.js';
import { Page, Section } from '../ui/page.js';
import { Problem } from '../ui/problem.js';
import { ComparedLines } from './compared-lines.js';

/** As many bytes as a file may have to be read here; whether one call takes it is known then. */
const mostBytes = 2_000_000;

/** Registers the numbers of a CSV file, after the person saw what that changes. */
export function AgencyImport(): ReactNode {
  const t = useTranslations('agencyImport');
  const filter = useSearch({ from: '/agency/import' });
  const may = useMay();
  const [accounts, brokers] = [useAccounts(), useBrokers(filter.account_id)];
  const { account_id, broker_id } = filter;
  return (
    <Page title={t('title')}>
      <Filters
        values={filter}
        act={t('chooseOwner')}
        filters={[
          { name: 'account_id', label: t('account'), options: accounts },
          { name: 'broker_id', label: t('broker'), options: brokers, within: 'account_id' },
        ]}
      />
      {account_id === undefined || !may('registerOperatedAgencyNumbers') ? (
        <p className="notice">{t('choose')}</p>
      ) : (
        <Import
          key={JSON.stringify(filter)}
          owner={{ account_id, ...(broker_id === undefined ? {} : { broker_id }) }}
        />
      )}
    </Page>
  );
}

/**
 * A file, and what it was compared with; `isOther` where that is not what the person saw before. Its registration has one
 * key, however often it is sent.
 */
type Chosen = Comparison & {
  readonly name: string;
  readonly text: string;
  readonly isOther: boolean;
  readonly key: string;
};
type Registered = Awaited<ReturnType<typeof registerNumbers>>;

function Import({ owner }: { readonly owner: Owner }): ReactNode {
  const t = useTranslations('agencyImport');
  const [unreadable, setUnreadable] = useState<'tooLarge' | 'tooMuch' | 'notText' | null>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  // The key of a registration that was sent, and of which it is not known whether it was done.
  const [sent, setSent] = useState<string | null>(null);
  const compared = useAct(async ({ name, text }: { readonly name: string; readonly text: string }) => {
    const comparison = await compareFile(owner, text);
    if (comparison === null) setUnreadable('tooMuch');
    else setChosen({ name, text, isOther: false, key: crypto.randomUUID(), ...comparison });
  });
  const registered = useAct(async (seen: Chosen): Promise<Registered | null> => {
    // Others may have changed numbers since: the person decides about what is there now. Where the answer to a registration
    // was lost, it may be its own numbers that are there: then it is repeated.
    const now = sent === seen.key ? seen : await compareFile(owner, seen.text);
    if (now !== null && saying(now) !== saying(seen)) {
      setChosen({ ...seen, ...now, isOther: true, key: crypto.randomUUID() });
      return null;
    }
    setSent(seen.key);
    return registerNumbers(owner, seen.numbers, seen.key).catch((failure: unknown) => {
      if (failure instanceof Refused && failure.status >= 400 && failure.status < 500) setSent(null);
      throw failure;
    });
  });
  const isActing = compared.isActing || registered.isActing;
  const choose = async ({ currentTarget: input }: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const file = input.files?.[0];
    if (file === undefined) return;
    registered.reset();
    setChosen(null);
    const text = file.size > mostBytes ? null : textOf(await file.arrayBuffer());
    // The same file may be chosen again after it was mended.
    input.value = '';
    setUnreadable(file.size > mostBytes ? 'tooLarge' : text === null ? 'notText' : null);
    if (text !== null) compared.act({ name: file.name, text });
  };
  return (
    <>
      <div className="field">
        <label htmlFor="agency-file">{t('file')}</label>
        <input
          id="agency-file"
          type="file"
          accept=".csv,text/csv"
          disabled={isActing}
          onChange={(event) => void choose(event)}
        />
        <p className="hint">{t('columns')}</p>
      </div>
      {unreadable === null ? null : (
        <p className="problem" role="alert">
          {t(unreadable, { most: mostBytes / 1_000_000 })}
        </p>
      )}
      {compared.isActing ? <Loading /> : <Problem failure={compared.failure} />}
      {chosen === null || compared.isActing ? null : (
        <Section title={chosen.name}>
          <Decision chosen={chosen} owner={owner} registered={registered} />
          {registered.done ? null : <ComparedLines lines={chosen.lines} />}
        </Section>
      )}
    </>
  );
}

type DecisionProps = {
  readonly chosen: Chosen;
  readonly owner: Owner;
  readonly registered: Act<Chosen, Registered | null>;
};

/** How many lines do what, and whether they are registered. */
function Decision({ chosen, owner, registered: { act, isActing, failure, done } }: DecisionProps): ReactNode {
  const t = useTranslations('agencyImport');
  const count = (wanted: string): number => chosen.lines.filter(({ outcome }) => outcome === wanted).length;
  const counts = { added: count('added'), changed: count('changed'), unchanged: count('unchanged') };
  if (done) {
    return (
      <>
        <p role="status">{t('done', { added: done.added, updated: done.updated })}</p>
        <Link to="/agency" search={owner}>
          {t('back')}
        </Link>
      </>
    );
  }
  const faulty = count('faulty');
  return (
    <>
      <p role="status">{t('counts', counts)}</p>
      {chosen.isOther ? <p className="notice">{t('changedMeanwhile')}</p> : null}
      <Problem failure={failure} />
      {faulty > 0 ? (
        <p className="problem" role="alert">
          {t('mend', { faulty })}
        </p>
      ) : (
        <button type="button" className="first" disabled={isActing} onClick={() => act(chosen)}>
          {t('act', { count: chosen.numbers.length })}
        </button>
      )}
    </>
  );
}

const saying = ({ lines, numbers }: Comparison): string => JSON.stringify({ lines, numbers });

/** The text of a file in UTF-8; null where it is in another encoding. */
function textOf(bytes: ArrayBuffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
