import { useMessages, useTranslations } from 'use-intl';
import type { ReactNode } from 'react';
import { Refused } from '../api/engine.js';
import { Id } from './values.js';

/** What the engine refused, in the person's language where there is a sentence for the code, else in the engine's. */
export function Problem({ failure }: { readonly failure: Error | null }): ReactNode {
  const t = useTranslations('problem');
  const sentences = useMessages().codes as Readonly<Record<string, string>>;
  if (failure === null) return null;
  if (!(failure instanceof Refused)) {
    return (
      <div className="problem" role="alert">
        <p>{t('unexpected', { text: failure.message })}</p>
      </div>
    );
  }
  const { code, sentence, faults, reference } = failure;
  return (
    <div className="problem" role="alert">
      <p>{sentences[code] ?? sentence}</p>
      {faults.length > 0 ? (
        <ul>
          {faults.map(({ path, expected }) => (
            <li key={path}>
              <code>{path}</code> {t('expected', { expected })}
            </li>
          ))}
        </ul>
      ) : null}
      <p className="small">
        <code>{code}</code>
        {reference === null ? null : (
          <>
            {' · '}
            {t('reference')} <Id value={reference} />
          </>
        )}
      </p>
    </div>
  );
}
