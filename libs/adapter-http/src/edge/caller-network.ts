import { BlockList, isIP } from 'node:net';

/** The addresses of a request as fastify has them: `ips` behind trusted proxies, from the nearest to the caller's. */
export type RequestAddresses = { readonly ip: string; readonly ips?: readonly string[] | undefined };

/**
 * The network a request comes from: an IPv4 address, or the first 64 bits of an IPv6 address, since a caller has all of
 * those that begin with them. What a proxy forwarded that is no address does not count: then it is that proxy's.
 */
export function networkOf({ ip, ips = [ip] }: RequestAddresses): string {
  const address = ips.findLast((each) => isIP(each) !== 0) ?? '';
  return isIP(address) === 6 ? networkOfV6(address) : address;
}

/** The caller is the last address that was forwarded by trusted proxies and does not belong to one. */
export const trusting = (proxies: readonly string[]) => ({ trustProxy: proxies.length > 0 && [...proxies] });

/** Whether an address belongs to one of these addresses and networks. */
export function isAmong(networks: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const each of networks) {
    const [address = '', bits] = each.split('/');
    const version = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, version);
    else list.addSubnet(address, Number(bits), version);
  }
  return (address) => {
    const v4 = /^::ffff:([\d.]+)$/i.exec(address)?.[1] ?? address;
    return isIP(v4) !== 0 && list.check(v4, isIP(v4) === 6 ? 'ipv6' : 'ipv4');
  };
}

function networkOfV6(address: string): string {
  const [withoutZone = ''] = address.split('%');
  const canonical = new URL(`http://[${withoutZone}]`).hostname.slice(1, -1);
  const v4 = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/.exec(canonical);
  if (v4 !== null) return v4.slice(1).flatMap(bytesOf).join('.');
  const [head = [], tail = []] = canonical.split('::').map((part) => part.split(':').filter((group) => group !== ''));
  const left = new Array<string>(8 - head.length - tail.length).fill('0');
  return `${[...head, ...left, ...tail].slice(0, 4).join(':')}::/64`;
}

function bytesOf(group: string): readonly number[] {
  const value = Number.parseInt(group, 16);
  return [value >> 8, value & 255];
}
