import { beside, expected, isLoopback, type Environment } from './setting-values.js';

/** The settings of sign-in by OpenID Connect. */
export const oidcTable = {
  oidcIssuer: {
    name: 'OIDC_ISSUER',
    fallback: 'none',
    meaning:
      'https://… of an OpenID provider that people sign in with, as its tokens name it; http on this machine only',
    read: (text: string | undefined, environment: Environment) => {
      if (text === undefined) return null;
      return environment['OIDC_CLIENT_ID'] === undefined ? expected('OIDC_CLIENT_ID beside it') : issuer(text);
    },
  },
  oidcClientId: {
    name: 'OIDC_CLIENT_ID',
    fallback: 'none',
    meaning: 'what the provider calls this engine; it sends people back to PUBLIC_URL/session/oidc/callback',
    read: (text: string | undefined, environment: Environment) => beside('OIDC_ISSUER', text, environment),
  },
  oidcClientSecret: {
    name: 'OIDC_CLIENT_SECRET',
    fallback: 'none',
    meaning: 'the secret of OIDC_CLIENT_ID, where it has one',
    read: (text: string | undefined, environment: Environment) => beside('OIDC_ISSUER', text, environment),
  },
  oidcScopes: {
    name: 'OIDC_SCOPES',
    fallback: 'openid email',
    meaning: 'what the provider is asked for, with spaces between; openid is among them',
    read: (text: string | undefined = 'openid email') =>
      text.split(' ').includes('openid') ? text : expected('words with openid among them'),
  },
  oidcLabel: {
    name: 'OIDC_LABEL',
    fallback: 'OpenID Connect',
    meaning: 'what the button of the login page says',
    read: (text: string | undefined = 'OpenID Connect') =>
      text.length <= 60 ? text : expected('60 characters at most'),
  },
} as const;

type OidcValues = { readonly [Key in keyof typeof oidcTable]: ReturnType<(typeof oidcTable)[Key]['read']> };

/** How long a provider may take for one answer. */
const timeoutMs = 5_000;

/** The settings together. Null: without a provider. */
export function oidcSettings({ oidcIssuer, oidcClientId, oidcClientSecret, oidcScopes, oidcLabel }: OidcValues) {
  if (oidcIssuer === null || oidcClientId === null) return null;
  const client = { issuer: oidcIssuer, clientId: oidcClientId, clientSecret: oidcClientSecret };
  return { ...client, scopes: oidcScopes, label: oidcLabel, timeoutMs };
}

function issuer(text: string): string {
  const wanted = 'an https url without user, query and fragment, or an http url of this machine';
  if (!URL.canParse(text)) return expected(wanted);
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  const isOwn = protocol === 'http:' && isLoopback(hostname.replace(/^\[|\]$/g, ''));
  return (protocol === 'https:' || isOwn) && username + password + search + hash === '' ? text : expected(wanted);
}
