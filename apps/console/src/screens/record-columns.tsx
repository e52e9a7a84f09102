import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import type { Shape } from '../api/engine.js';
import type { Column } from '../ui/table.js';
import { Badge, Id } from '../ui/values.js';

type PersonalRecord = Shape<'PersonalRecord'>;

/** The columns of lists of what is kept about a person. */
export function useRecordColumns(): readonly Column<PersonalRecord>[] {
  const t = useTranslations('dataSubjects');
  return [
    { head: t('kind'), cell: ({ kind }) => t(`kinds.${kind}`) },
    {
      head: t('record'),
      cell: ({ kind, id }) =>
        kind === 'affinity' ? (
          <Link to="/certificates/$id" params={{ id }}>
            {id}
          </Link>
        ) : (
          <Id value={id} />
        ),
    },
    { head: t('held'), cell: ({ held }) => (held === null ? null : <Badge tone="wait">{held}</Badge>) },
  ];
}
