import { nkeys } from 'nats';

type KeyPair = ReturnType<typeof nkeys.createUser>;

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A JWT of NATS: what `nsc` makes of operators, accounts and users. */
function signed(by: KeyPair, subject: KeyPair, name: string, nats: object): string {
  const claims = { jti: name, iat: 1, iss: by.getPublicKey(), sub: subject.getPublicKey(), name, nats };
  const content = `${encoded({ typ: 'JWT', alg: 'ed25519-nkey' })}.${encoded(claims)}`;
  return `${content}.${Buffer.from(by.sign(new TextEncoder().encode(content))).toString('base64url')}`;
}

/** A server's configuration that trusts an operator, and the `.creds` file of a user of one of its accounts. */
export function operatorMode(): { readonly config: string; readonly creds: string } {
  const [operator, account, user] = [nkeys.createOperator(), nkeys.createAccount(), nkeys.createUser()];
  const none = -1;
  const limits = { subs: none, data: none, payload: none };
  const operatorJwt = signed(operator, operator, 'operator', { type: 'operator', version: 2 });
  const accountJwt = signed(operator, account, 'account', {
    limits: { ...limits, imports: none, exports: none, wildcards: true, conn: none, leaf: none },
    type: 'account',
    version: 2,
  });
  const userJwt = signed(account, user, 'user', { pub: {}, sub: {}, ...limits, type: 'user', version: 2 });
  const block = (label: string, content: string) =>
    `-----BEGIN ${label}-----\n${content}\n------END ${label}------\n\n`;
  return {
    config: `operator: ${operatorJwt}\nresolver: MEMORY\nresolver_preload: { ${account.getPublicKey()}: ${accountJwt} }`,
    creds: block('NATS USER JWT', userJwt) + block('USER NKEY SEED', text(user.getSeed())),
  };
}

/** The seed of a new user's nkey, and the key that a server's configuration names. */
export function newNkey(): { readonly seed: string; readonly publicKey: string } {
  const user = nkeys.createUser();
  return { seed: text(user.getSeed()), publicKey: user.getPublicKey() };
}
