import { useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine, type Shape } from '../api/engine.js';
import { useAct } from '../ui/acting.js';
import { Dialog } from '../ui/dialog.js';
import { Problem } from '../ui/problem.js';
import { Table } from '../ui/table.js';
import { useRecordColumns } from './record-columns.js';

type Criteria = Shape<'PersonCriteria'>;

/** First what would be erased, and what stays and why. The erasure names what was previewed: if that has changed, it is refused. */
export function Erasure({ criteria }: { readonly criteria: Criteria }): ReactNode {
  const t = useTranslations('dataSubjects');
  const [isOpen, setOpen] = useState(false);
  const preview = useAct(() => answerOf(engine.POST('/ops/v1/data-subjects/erasure-preview', { body: criteria })));
  const erase = useAct((digest: string) =>
    answerOf(engine.POST('/ops/v1/data-subjects/erase', { body: { ...criteria, digest } })),
  );
  const columns = useRecordColumns();
  const shown = erase.done ?? preview.done;
  return (
    <>
      <button
        type="button"
        className="danger"
        disabled={preview.isActing}
        onClick={() => {
          setOpen(true);
          preview.act(undefined);
        }}
      >
        {t('erase')}
      </button>
      {isOpen ? (
        <Dialog title={t('erase')} onClose={() => setOpen(false)}>
          <Problem failure={preview.failure ?? erase.failure} />
          {shown === undefined ? null : (
            <>
              <p role="status">{erase.done === undefined ? t('wouldErase') : t('erased')}</p>
              <Table
                caption={t('records')}
                rows={shown.erased}
                keyOf={({ kind, id }) => `${kind} ${id}`}
                empty={t('nothingToErase')}
                columns={columns}
              />
              {shown.held.length === 0 ? null : (
                <>
                  <p>{t('stays')}</p>
                  <Table
                    caption={t('stays')}
                    rows={shown.held}
                    keyOf={({ kind, id }) => `${kind} ${id}`}
                    empty=""
                    columns={columns}
                  />
                </>
              )}
              <ul>
                {shown.kept.map((kept) => (
                  <li key={kept}>{kept}</li>
                ))}
              </ul>
              {erase.done === undefined && shown.erased.length + shown.contacts.length > 0 ? (
                <button
                  type="button"
                  className="danger"
                  disabled={erase.isActing}
                  onClick={() => erase.act(shown.digest)}
                >
                  {t('eraseNow')}
                </button>
              ) : null}
            </>
          )}
        </Dialog>
      ) : null}
    </>
  );
}
