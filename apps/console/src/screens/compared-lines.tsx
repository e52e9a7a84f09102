import { useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { ComparedLine } from '../api/agency-comparison.js';
import type { Shape } from '../api/engine.js';
import type { Messages } from '../messages/messages.js';
import { Table } from '../ui/table.js';
import { Badge, None, type Tone } from '../ui/values.js';

const tones: Readonly<Record<ComparedLine['outcome'], Tone>> = {
  ...{ faulty: 'bad', changed: 'wait', added: 'good' },
  ...{ superseded: 'calm', unchanged: 'calm' },
};

const step = 200;

/** The lines of a file, each with what it would do. */
export function ComparedLines({ lines }: { readonly lines: readonly ComparedLine[] }): ReactNode {
  const t = useTranslations('agencyImport');
  const common = useTranslations('common');
  const [most, setMost] = useState(step);
  return (
    <>
      <Table
        caption={t('lines')}
        rows={lines.slice(0, most)}
        keyOf={({ line }) => String(line)}
        empty={t('empty')}
        columns={[
          { head: t('line'), cell: ({ line }) => line, figure: true },
          { head: t('insurer'), cell: ({ insurer }) => insurer || <None /> },
          { head: t('number'), cell: ({ number }) => (number === '' ? <None /> : <strong>{number}</strong>) },
          {
            head: t('outcome'),
            cell: ({ outcome }) => <Badge tone={tones[outcome]}>{t(`outcomes.${outcome}`)}</Badge>,
          },
          { head: t('details'), cell: (line) => <Details line={line} /> },
        ]}
      />
      {lines.length > most ? (
        <button type="button" onClick={() => setMost(most + step)}>
          {common('more')}
        </button>
      ) : null}
    </>
  );
}

type DetailsProps = { readonly line: Pick<ComparedLine, 'problems' | 'changes' | 'becomes_default_for'> };

/** What is wrong with a number, and what it would change. */
export function Details({ line: { problems, changes, becomes_default_for: purposes } }: DetailsProps): ReactNode {
  const t = useTranslations('agencyImport');
  const problem = useTranslations('problem');
  if (problems.length + changes.length + purposes.length === 0) return <None />;
  return (
    <ul className="plain">
      {problems.map(({ path, expected }) => (
        <li key={`${path} ${expected}`}>
          {path === '' ? null : <code>{path}</code>} {problem('expected', { expected })}
        </li>
      ))}
      {changes.map((change) => (
        <li key={change.field}>
          <Change change={change} />
        </li>
      ))}
      {purposes.map((purpose) => (
        <li key={purpose}>{t(purpose === 'tenders' ? 'becomesForTenders' : 'becomesForCalculations')}</li>
      ))}
    </ul>
  );
}

function Change({ change: { field, from, to } }: { readonly change: Shape<'NumberFieldChange'> }): ReactNode {
  const t = useTranslations('agencyImport');
  const value = (of: typeof from): ReactNode => {
    if (of === null) return <None />;
    return typeof of === 'boolean' ? t(of ? 'yes' : 'no') : of;
  };
  return (
    <>
      {t(`fields.${field as keyof Messages['agencyImport']['fields']}`)}: <del>{value(from)}</del>{' '}
      <span aria-hidden="true">→</span> <ins>{value(to)}</ins>
    </>
  );
}
