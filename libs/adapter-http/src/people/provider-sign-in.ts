import { identityError } from '@affinity-engine/identity';
import { isDomainError } from '@affinity-engine/kernel';
import { z } from 'zod';
import { edgeError } from '../edge/errors.js';
import { named } from '../edge/marks.js';
import { routesFor, type Route } from '../edge/route.js';
import { about, shown } from '../edge/schemas.js';
import { isLoopback, sessionCookie } from '../edge/session-cookie.js';
import { endSessionBefore } from './session-before.js';
import { attempts } from './attempts.js';
import type { PeopleUseCases, ProviderSignIn } from './use-cases.js';

const open = routesFor({ tag: 'People', callers: ['public'] });

/** Where browsers are sent to. */
const [home, signInPage] = ['/console', '/console/sign-in'];

const ways = z
  .object({
    password: shown.flag('whether e-mail address and password are taken'),
    openid_connect: z
      .object({ label: shown.text('what the button says', 'Sign in with Example') })
      .nullable()
      .meta(about('leads to `GET /session/oidc/start`; null: this engine has no OpenID provider', null)),
  })
  .meta(named('SignInWays', 'The ways to sign in'));

const startQuery = z.strictObject({
  return_to: z
    .string()
    .max(1_000)
    .optional()
    .meta(about('the page of the console to go on to, with its query', '/console/webhooks?status=dammed')),
  again: z
    .boolean()
    .optional()
    .describe('whether the provider asks for the password, even of a person whom it knows already'),
});

const text = (description: string) => z.string().max(4_096).optional().describe(description);

/** Providers add parameters of their own. */
const callbackQuery = z.looseObject({
  code: text('what the provider gives for the person'),
  state: text('what names the attempt'),
  error: text('why the provider gives nothing'),
});

/** A redirect of a browser, with the cookies that it gets. */
type Redirect = { readonly to: string; readonly cookies: readonly string[] };

const redirect = {
  status: 303,
  answer: z.object({ location: z.string() }),
  location: ({ location }: { readonly location: string }) => location,
  cookie: ({ cookies }: Redirect) => cookies,
  present: ({ to }: Redirect) => ({ location: to }),
} as const;

/**
 * Sign-in by an OpenID provider. What goes wrong is shown by the login page: `?problem=` has the code of the error.
 * @param useCases `signInProvided` begins the session
 */
export function providerRoutes(useCases: PeopleUseCases): readonly Route[] {
  const { openId, publicUrl } = useCases;
  const { kept, ended, of } = attempts(useCases.attemptKeys, useCases.machineClock.now);
  return [
    open({
      call: 'GET /session/ways',
      operationId: 'getSignInWays',
      summary: 'The ways to sign in, for a login page',
      description: 'The same for everyone, and needs no sign-in.',
      answer: ways,
      act: async () => openId,
      present: (found: ProviderSignIn | null) => ({
        password: true,
        openid_connect: found === null ? null : { label: found.label },
      }),
    }),
    open({
      call: 'GET /session/oidc/start',
      operationId: 'startProviderSignIn',
      summary: 'Send a browser to the OpenID provider',
      description:
        'A page links here; it is no call for scripts. What goes wrong is shown by the login page, `?problem=CODE`.',
      query: startQuery,
      ...redirect,
      problems: async ({ query }) => {
        // The schema finds a value that is not text.
        const { return_to: path } = (query ?? {}) as { readonly return_to?: unknown };
        return typeof path !== 'string' || ownPage(path) !== null
          ? []
          : [{ path: 'return_to', expected: `a path that begins with ${home}, of at most ${longest} signs` }];
      },
      act: ({ query: { return_to: path = home, again = false } }) =>
        shownByPage([], async () => {
          if (openId === null) throw identityError('PROVIDER-NONE');
          const { protocol, hostname } = new URL(publicUrl());
          if (protocol === 'http:' && !isLoopback(hostname)) throw edgeError('INSECURE-ORIGIN');
          const { url, checks } = await openId.provider.begin(again);
          return { to: url, cookies: [kept({ ...checks, returnTo: ownPage(path) ?? home })] };
        }),
    }),
    open({
      call: 'GET /session/oidc/callback',
      operationId: 'finishProviderSignIn',
      summary: 'Where the OpenID provider sends a browser back to',
      description:
        'Begins a session of the user whom the provider names, as `POST /session` does, and goes on to the page that was asked for. The provider makes no users.',
      query: callbackQuery,
      prepare: givenOnce,
      ...redirect,
      act: ({ query, headers }) =>
        shownByPage([], async () => {
          if (openId === null) throw identityError('PROVIDER-NONE');
          const attempt = of(headers);
          // Another site may have sent the browser here: the attempt goes on.
          if (attempt === null || query.state !== attempt.state) throw identityError('SIGN-IN-STALE');
          return shownByPage([ended], async () => {
            const begun = await useCases.signInProvided(await openId.provider.finish(textsOf(query), attempt));
            await endSessionBefore(useCases, headers);
            return { to: `${publicUrl()}${attempt.returnTo}`, cookies: [sessionCookie(begun.token), ended] };
          });
        }),
    }),
  ];

  async function shownByPage(cookies: readonly string[], act: () => Promise<Redirect>): Promise<Redirect> {
    try {
      return await act();
    } catch (thrown) {
      if (!isDomainError(thrown)) throw thrown;
      return { to: `${publicUrl()}${signInPage}?problem=${thrown.code}`, cookies };
    }
  }
}

/** How long the page may be as it is sent, with `%` before what is not ASCII: browsers keep no cookie over 4,096 bytes. */
const longest = 2_000;

/** A page of the console, as a browser reads the path; null for any other. */
export function ownPage(path: string): string | null {
  // Where a path of two slashes, or with backslashes, leads depends on who reads it.
  if (!path.startsWith('/') || /^\/[/\\]/.test(path) || /[\\\p{Cc}]/u.test(path)) return null;
  const base = 'http://engine.invalid';
  if (!URL.canParse(path, base)) return null;
  const { origin, pathname, search, hash } = new URL(path, base);
  const isOwn = origin === base && (pathname === home || pathname.startsWith(`${home}/`));
  const own = `${pathname}${search}${hash}`;
  return isOwn && own.length <= longest ? own : null;
}

/** A parameter that came twice is as if it had not come: the login page says what that means. */
const givenOnce = (query: unknown): unknown =>
  Object.fromEntries(Object.entries(query as object).filter(([, value]) => !Array.isArray(value)));

const textsOf = (query: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(query).filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
