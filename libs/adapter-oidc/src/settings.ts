/** How the engine is known to a provider. */
export type OpenIdSettings = {
  /** An https URL, or an http URL of this machine. */
  readonly issuer: string;
  readonly clientId: string;
  /** Null: the client has none. */
  readonly clientSecret: string | null;
  /** What the provider is asked for, with spaces between. */
  readonly scopes: string;
  /** How long one request to the provider may take. */
  readonly timeoutMs: number;
};
