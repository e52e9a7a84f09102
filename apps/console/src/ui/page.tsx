import { useEffect, useRef, type ReactNode } from 'react';

type PageProps = {
  readonly title: string;
  /** What stands beside the title: a number, a state. */
  readonly beside?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
};

/** A screen: its title takes the focus when it opens, so that a reader knows where it is. */
export function Page({ title, beside, actions, children }: PageProps): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · affinity-engine`;
  }, [title]);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className="page">
      <header className="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {beside}
        {actions === undefined ? null : <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

type SectionProps = { readonly title: string; readonly beside?: ReactNode; readonly children: ReactNode };

export const Section = ({ title, beside, children }: SectionProps): ReactNode => (
  <section className="section">
    <header className="section-head">
      <h2>{title}</h2>
      {beside}
    </header>
    {children}
  </section>
);
