import { useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useEngineNow } from '../app/engine-time.js';
import { useFormat } from '../app/format.js';
import { useNow } from '../app/now.js';

/** An instant in the zone that is shown; the tooltip has it in UTC. */
export function Moment({ at }: { readonly at: string | null | undefined }): ReactNode {
  const format = useFormat();
  if (at === null || at === undefined) return <None />;
  return (
    <time dateTime={at} title={at}>
      {format.moment(at)}
    </time>
  );
}

type AgeProps = { readonly at: string | null | undefined; readonly business?: boolean };

/** How long ago an instant of the machine's time was; with `business`, one of the engine's rules. */
export function Age({ at, business = false }: AgeProps): ReactNode {
  const format = useFormat();
  const [now, engineNow] = [useNow(), useEngineNow()];
  if (at === null || at === undefined) return <None />;
  return (
    <time dateTime={at} title={format.moment(at)}>
      {format.age(at, business ? engineNow : now)}
    </time>
  );
}

export function Day({ on }: { readonly on: string | null | undefined }): ReactNode {
  const format = useFormat();
  return on === null || on === undefined ? <None /> : <time dateTime={on}>{format.day(on)}</time>;
}

export function Money({ cents, currency = 'BRL' }: { readonly cents: number; readonly currency?: string }): ReactNode {
  return <span className="figure">{useFormat().money(cents, currency)}</span>;
}

export function Count({ value }: { readonly value: number }): ReactNode {
  return <span className="figure">{useFormat().count(value)}</span>;
}

/** Where there is nothing to show. */
export function None(): ReactNode {
  const t = useTranslations('common');
  return (
    <span className="none">
      <span aria-hidden="true">–</span>
      <span className="hidden">{t('none')}</span>
    </span>
  );
}

/** An identifier, with a button that copies it. */
export function Id({ value, short = false }: { readonly value: string; readonly short?: boolean }): ReactNode {
  const t = useTranslations('common');
  const [isCopied, setCopied] = useState(false);
  const copy = (): void => {
    void navigator.clipboard.writeText(value).then(() => {
      setCopied(true);
      setTimeout(() => setCopied(false), 1_500);
    });
  };
  return (
    <span className={short ? 'id short' : 'id'}>
      <code title={value}>{short ? `…${value.slice(-8)}` : value}</code>
      <button type="button" className="copy" onClick={copy} aria-label={t('copy', { value })}>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d={isCopied ? 'M3 8.5 6.5 12 13 4.5' : 'M5.5 5.5h8v8h-8z M10.5 5.5v-3h-8v8h3'} />
        </svg>
      </button>
      <span className="hidden" role="status">
        {isCopied ? t('copied') : ''}
      </span>
    </span>
  );
}

export type Tone = 'calm' | 'good' | 'wait' | 'bad';

/** A state: a word in a box. The color repeats what the word says. */
export const Badge = ({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }): ReactNode => (
  <span className={`badge badge-${tone}`}>{children}</span>
);

/** Labels and values. */
export const Facts = ({ items }: { readonly items: readonly (readonly [string, ReactNode])[] }): ReactNode => (
  <dl className="facts">
    {items.map(([label, value]) => (
      <div key={label}>
        <dt>{label}</dt>
        <dd>{value ?? <None />}</dd>
      </div>
    ))}
  </dl>
);
