import { lookup as resolve, type LookupAddress, type LookupOptions } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { EgressRefused } from './errors.js';

/** Addresses of cloud metadata services: refused always, in a sandbox too. */
const metadata = new Set(['168.63.129.16', '100.100.100.200', '169.254.169.254', 'fd00:ec2::254']);

/** The range of global unicast addresses; others may contain an IPv4 address. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

export type EgressRule = {
  /** Whether private addresses and http are allowed: for a sandbox on loopback. */
  readonly allowPrivate: boolean;
};

/** Why a url may not be an endpoint, null if it may. The addresses of its name are checked on connecting. */
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

/** Whether an address is public unicast; IPv4 inside IPv6 is judged as IPv4. */
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
 * Resolves a name. The system's resolver blocks one of the process's four worker threads while a name server is
 * silent, and the database uses the same four. So where only public names are allowed, c-ares is used, which blocks no
 * thread and has a timeout. A sandbox also resolves names of its own machine.
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

/** A resolver that returns public addresses only, so that the checked address is the connected one. */
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
