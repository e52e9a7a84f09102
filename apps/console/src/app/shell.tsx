import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine } from '../api/engine.js';
import { useAct, usePasswordAsked } from '../ui/acting.js';
import { Loading } from '../ui/list.js';
import { Problem } from '../ui/problem.js';
import { ClockLine } from './clock-line.js';
import { placesFor } from './navigation.js';
import { PreferenceMenu } from './preference-menu.js';
import { personOf, useSession, useSessionChange, type Session } from './session.js';

const SignIn = lazy(async () => ({ default: (await import('../screens/sign-in.js')).SignIn }));
const PasswordAgain = lazy(async () => ({ default: (await import('../screens/password-again.js')).PasswordAgain }));

/** All that stands around a screen. Nobody is signed in: the sign-in, and the address stays. */
export function Shell(): ReactNode {
  const { session, failure } = useSession();
  const isPortal = useRouterState({ select: ({ location }) => location.pathname.endsWith('/portal') });
  if (isPortal) return <Bare content={<Outlet />} />;
  if (session === undefined) return <Bare content={failure === null ? <Loading /> : <Problem failure={failure} />} />;
  if (session === null) return <Bare content={<SignIn />} />;
  return <Signed key={personOf(session)} session={session} />;
}

const Bare = ({ content }: { readonly content: ReactNode }): ReactNode => (
  <div className="bare">
    <header className="bare-head">
      <Name />
      <PreferenceMenu />
    </header>
    <main>
      <Suspense fallback={<Loading />}>{content}</Suspense>
    </main>
  </div>
);

function Signed({ session }: { readonly session: Session }): ReactNode {
  const t = useTranslations();
  const asked = usePasswordAsked();
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {t('shell.skip')}
      </a>
      <header className="top">
        <Name />
        {['searchCertificates', 'searchQuotations'].some((call) => session.calls.includes(call)) ? (
          <SearchLink />
        ) : null}
        <PreferenceMenu />
        <Account session={session} />
      </header>
      {session.calls.includes('getClock') ? <ClockLine /> : null}
      <nav className="spine" aria-label={t('shell.places')}>
        <ul>
          {placesFor(session.calls).map(({ to, name }) => (
            <li key={to}>
              <Link to={to} activeOptions={{ exact: to === '/' }}>
                {t(`places.${name}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <main id="content" tabIndex={-1}>
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </main>
      {asked === null ? null : (
        <Suspense>
          <PasswordAgain then={asked} email={session.email} />
        </Suspense>
      )}
    </div>
  );
}

const Name = (): ReactNode => (
  <Link to="/" className="name">
    <span aria-hidden="true" className="mark" />
    affinity
  </Link>
);

/** Opened by its key, too: Ctrl or ⌘ and K. */
function SearchLink(): ReactNode {
  const t = useTranslations('shell');
  const navigate = useNavigate();
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    const open = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      void navigate({ to: '/search' });
    };
    addEventListener('keydown', open);
    return () => removeEventListener('keydown', open);
  }, [navigate]);
  return (
    <Link to="/search" className="search-link" ref={link}>
      {t('search')} <kbd>Ctrl K</kbd>
    </Link>
  );
}

function Account({ session }: { readonly session: Session }): ReactNode {
  const t = useTranslations();
  const change = useSessionChange();
  const navigate = useNavigate();
  const { act, isActing, failure } = useAct(
    () => answerOf(engine.DELETE('/session')),
    () => {
      change(null);
      void navigate({ to: '/' });
    },
  );
  return (
    <details className="menu">
      <summary>{session.name}</summary>
      <div className="menu-body">
        <p>{session.email ?? t('shell.byLink')}</p>
        <p className="small">{session.roles.map((role) => t(`roles.${role}`)).join(', ')}</p>
        <Problem failure={failure} />
        <button type="button" disabled={isActing} onClick={() => act(undefined)}>
          {t('shell.signOut')}
        </button>
      </div>
    </details>
  );
}
