import { lookup as resolve, type LookupAddress, type LookupOptions } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Addresses of cloud metadata services: never an endpoint, not even of a sandbox. */
const metadata = new Set(['168.63.129.16', '100.100.100.200', '169.254.169.254', 'fd00:ec2::254']);

/** All that is given out as global unicast; what lies elsewhere may carry an IPv4 address in disguise. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

export type EgressRule = {
  /** Whether private addresses, and http, may be endpoints: for a sandbox on loopback. */
  readonly allowPrivate: boolean;
};

/** The code of an {@link EgressRefused}, whatever it was wrapped in. */
export const egressRefused = 'EGRESS-REFUSED';

/** An address that must not be reached. */
export class EgressRefused extends Error {
  readonly code = egressRefused;
}

/** Why a url may not be an endpoint, null where it may. A name's addresses are checked when it is connected to. */
export function refusedUrl(url: string, { allowPrivate }: EgressRule): string | null {
  if (!URL.canParse(url)) return 'expected an absolute url';
  const { protocol, hostname, username, password } = new URL(url);
  if (protocol !== 'https:' && !(allowPrivate && protocol === 'http:')) return 'expected an https url';
  if (username !== '' || password !== '') return 'expected a url without credentials';
  const literal = hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) !== 0) return isAllowed(literal, { allowPrivate }) ? null : 'expected a public address';
  if (allowPrivate) return null;
  return /(^|\.)(localhost|local|internal)\.?$/i.test(hostname) ? 'expected a public host' : null;
}

/** Only what is plainly unicast on the public Internet; IPv4 inside IPv6 counts as what it carries. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  const global = parsed instanceof ipaddr.IPv4 || parsed.match(globalUnicast);
  return global && parsed.range() === 'unicast' && !metadata.has(parsed.toString());
}

const isAllowed = (address: string, { allowPrivate }: EgressRule): boolean =>
  allowPrivate ? !metadata.has(ipaddr.process(address).toString()) : isPublic(address);

type LookupCallback = (
  failure: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void;

/**
 * All addresses of a name. The system's resolver blocks one of the process's four worker threads for as long as a name
 * server is silent, and the database works on the same four: where only public names may be reached, c-ares is
 * asked, which blocks nothing and gives up in time. A sandbox also knows names of its own machine.
 */
function addressesOf(
  hostname: string,
  options: LookupOptions,
  { allowPrivate }: EgressRule,
  done: (failure: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
): void {
  if (allowPrivate || isIP(hostname) !== 0 || isLocalhost.test(hostname))
    return resolve(hostname, { ...options, all: true }, done);
  const resolver = new Resolver({ timeout: 3_000, tries: 2 });
  const asked = [
    resolver.resolve4(hostname).then((found) => found.map((address) => ({ address, family: 4 }))),
    resolver.resolve6(hostname).then((found) => found.map((address) => ({ address, family: 6 }))),
  ];
  void Promise.allSettled(asked).then((answers) => {
    const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    const [failed] = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as Error] : []));
    if (addresses.length > 0) done(null, addresses);
    else done(failed ?? new Error(`${hostname} has no address`), []);
  });
}

const isLocalhost = /(^|\.)localhost\.?$/i;

/** A resolver that answers public addresses only, so that what was checked is what is connected to. */
export const publicLookup =
  (rule: EgressRule) =>
  (hostname: string, options: LookupOptions, done: LookupCallback): void => {
    addressesOf(hostname, options, rule, (failure, addresses) => {
      if (failure !== null) return done(failure, []);
      const refused = addresses.find(({ address }) => !isAllowed(address, rule));
      if (refused !== undefined) return done(new EgressRefused(`${hostname} is not a public host`), []);
      const [first] = addresses;
      if (options.all === true || first === undefined) return done(null, addresses);
      return done(null, first.address, first.family);
    });
  };
