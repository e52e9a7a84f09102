import { lookup as resolve, type LookupAddress, type LookupOptions } from 'node:dns';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Addresses of cloud metadata services that lie in unicast space. */
const denied = new Set(['168.63.129.16', '100.100.100.200', '169.254.169.254', 'fd00:ec2::254']);

export type EgressRule = {
  /** Whether private addresses, and http, may be endpoints: for a sandbox on loopback. */
  readonly allowPrivate: boolean;
};

/** An address that must not be reached. */
export class EgressRefused extends Error {
  readonly code = 'EGRESS-REFUSED';
}

/** Why a url may not be an endpoint, null where it may. A name's addresses are checked when it is connected to. */
export function refusedUrl(url: string, { allowPrivate }: EgressRule): string | null {
  if (!URL.canParse(url)) return 'expected an absolute url';
  const { protocol, hostname, username, password } = new URL(url);
  if (protocol !== 'https:' && !(allowPrivate && protocol === 'http:')) return 'expected an https url';
  if (username !== '' || password !== '') return 'expected a url without credentials';
  if (allowPrivate) return null;
  const literal = hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) !== 0) return isPublic(literal) ? null : 'expected a public address';
  return /(^|\.)(localhost|local|internal)\.?$/i.test(hostname) ? 'expected a public host' : null;
}

/** Only what is plainly unicast on the public Internet; IPv4 inside IPv6 counts as what it carries. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return parsed.range() === 'unicast' && !denied.has(parsed.toNormalizedString()) && !denied.has(parsed.toString());
}

type LookupCallback = (
  failure: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void;

/** A resolver that answers public addresses only, so that what was checked is what is connected to. */
export const publicLookup =
  ({ allowPrivate }: EgressRule) =>
  (hostname: string, options: LookupOptions, done: LookupCallback): void => {
    resolve(hostname, { ...options, all: true }, (failure, addresses) => {
      if (failure !== null) return done(failure, []);
      const refused = allowPrivate ? undefined : addresses.find(({ address }) => !isPublic(address));
      if (refused !== undefined) return done(new EgressRefused(`${hostname} is not a public host`), []);
      const [first] = addresses;
      if (options.all === true || first === undefined) return done(null, addresses);
      return done(null, first.address, first.family);
    });
  };
