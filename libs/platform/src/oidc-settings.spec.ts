import { describe, expect, it } from '@jest/globals';
import { oidcSettings } from './oidc-settings.js';
import { readSettings, SettingsInvalid } from './settings.js';

const provider = { OIDC_ISSUER: 'https://login.example/tenant', OIDC_CLIENT_ID: 'engine' };

describe('sign-in by OpenID Connect', () => {
  it('is off by default', () => {
    expect(oidcSettings(readSettings({}))).toBeNull();
  });

  it('asks for openid and email, with a label of its own', () => {
    expect(oidcSettings(readSettings(provider))).toEqual({
      ...{ issuer: 'https://login.example/tenant', clientId: 'engine', clientSecret: null },
      ...{ scopes: 'openid email', label: 'OpenID Connect', timeoutMs: 5_000 },
    });
    const more = {
      OIDC_CLIENT_SECRET: 's3cret',
      OIDC_SCOPES: 'openid profile email',
      OIDC_LABEL: 'Sign in with Example',
    };
    expect(oidcSettings(readSettings({ ...provider, ...more }))).toMatchObject({
      ...{ clientSecret: 's3cret', scopes: 'openid profile email', label: 'Sign in with Example' },
    });
  });

  it.each(['http://127.0.0.1:9000', 'http://localhost:9000', 'http://[::1]:9000'])('may be at %s', (OIDC_ISSUER) => {
    expect(readSettings({ ...provider, OIDC_ISSUER }).oidcIssuer).toBe(OIDC_ISSUER);
  });

  it.each([
    [{ OIDC_ISSUER: 'https://login.example' }],
    [{ OIDC_CLIENT_ID: 'engine' }],
    [{ OIDC_CLIENT_SECRET: 's3cret' }],
    [{ ...provider, OIDC_ISSUER: 'http://login.example' }],
    [{ ...provider, OIDC_ISSUER: 'http://127.evil.example' }],
    [{ ...provider, OIDC_ISSUER: 'https://user:secret@login.example' }],
    [{ ...provider, OIDC_ISSUER: 'login.example' }],
    [{ ...provider, OIDC_SCOPES: 'email' }],
    [{ ...provider, OIDC_LABEL: 'x'.repeat(61) }],
  ])('is refused with %j', (environment) => {
    expect(() => readSettings(environment)).toThrow(SettingsInvalid);
  });
});
