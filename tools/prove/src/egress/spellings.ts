/** A way to write a host that must never be called. */
export type Spelling = {
  /** As it stands in a url, with credentials if there are any. */
  readonly host: string;
  /** The address it leads to. */
  readonly address: string;
};

const of = (address: string, hosts: readonly string[]): readonly Spelling[] => hosts.map((host) => ({ host, address }));

/** Each stands for itself: IPv6 in brackets. */
const plain = (addresses: readonly string[]): readonly Spelling[] =>
  addresses.map((address) => ({ host: address.includes(':') ? `[${address}]` : address, address }));

/** Addresses that are not public unicast ones, in the ways in which a url can spell them. */
export const spellings: readonly Spelling[] = [
  ...of('127.0.0.1', [
    ...['127.0.0.1', '127.0.0.1.', '127.1', '127.0.1', '2130706433', '0x7f000001', '0X7F.1', '0x7f.0.0.1'],
    ...[
      '017700000001',
      '0177.0.0.1',
      '0177.0.0.01',
      '127.0.0.0x1',
      '00000177.0.0.1',
      '%31%32%37.0.0.1',
      '127%2e0%2e0%2e1',
    ],
    ...['127。0。0。1', '127．0．0．1', '127｡0｡0｡1', '１２７.０.０.１', '①②⑦.0.0.1', '127.0.0\u00ad.1', '127.0.0.1\t'],
    ...['public.egress.example@127.0.0.1', 'public.egress.example:443@127.0.0.1', 'user:secret@127.1', '@127.0.0.1'],
    ...[
      'localhost',
      'LOCALHOST',
      'localhost.',
      'a.localhost',
      'A.LocalHost.',
      'ｌｏｃａｌｈｏｓｔ',
      'loc%61lhost',
      'localhost。',
    ],
    ...['localhost.local', 'engine.internal', 'metadata.google.internal.'],
  ]),
  ...of('::ffff:127.0.0.1', [
    ...['[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::FFFF:7F00:0001]', '[0:0:0:0:0:ffff:127.0.0.1]'],
  ]),
  ...of('::1', ['[::1]', '[0:0:0:0:0:0:0:1]', '[0000:0000::0001]', '[::0.0.0.1]']),
  ...of('0.0.0.0', ['0.0.0.0', '0', '0x0', '00.0', '0.']),
  ...of('::', ['[::]', '[0:0:0:0:0:0:0:0]', '[::0.0.0.0]']),
  ...of('169.254.169.254', ['169.254.169.254', '2852039166', '0xa9fea9fe', '0251.0376.0251.0376', '169.254.43518']),
  ...of('10.0.0.1', ['10.0.0.1', '10.1', '012.1', '167772161', '[::ffff:10.0.0.1]', '[::ffff:a00:1]']),
  ...of('192.168.0.1', ['192.168.0.1', '192.168.1', '0xc0a80001', '[::ffff:c0a8:1]']),
  ...of('fe80::1', ['[fe80::1]', '[fe80::1%25lo]', '[fe80::1%lo]', '[FE80:0::1]']),
  // The rest of this machine and of networks nearby.
  ...plain(['127.255.255.254', '10.255.255.254', '172.16.0.1', '172.31.255.254', '192.168.255.254', '0.1.2.3']),
  ...plain(['169.254.0.1', '100.64.0.1', '100.127.255.254', '100.100.100.200', '168.63.129.16']),
  // Multicast, reserved, broadcast; benchmarks, documents, special purposes.
  ...plain(['224.0.0.1', '239.255.255.250', '240.0.0.1', '255.255.255.255', '198.18.0.1', '198.19.255.254']),
  ...plain(['192.0.2.1', '198.51.100.1', '203.0.113.1', '192.0.0.1', '192.0.0.170', '192.88.99.1', '192.31.196.1']),
  // IPv4 inside IPv6: compatible, translated, NAT64, 6to4, Teredo.
  ...plain(['::127.0.0.1', '::ffff:0:127.0.0.1', '64:ff9b::127.0.0.1', '64:ff9b::a00:1', '64:ff9b::a9fe:a9fe']),
  ...plain(['64:ff9b:1::127.0.0.1', '2002:7f00:1::', '2002:a00:1::1', '2001::1', '2001:0:7f00:1::']),
  ...plain(['fc00::1', 'fd12:3456:789a::1', 'fd00:ec2::254', 'fec0::1', 'febf::1', 'ff02::1', 'ff0e::1']),
  ...plain(['2001:db8::1', '3fff::1', '2001:2::1', '2001:10::1', '2001:20::1', '100::1', '5f00::1', '4000::1']),
];

/** Addresses that look public. In a network of its own they lead back to this machine. */
export const publicAddresses = { 4: '93.184.215.14', 6: '2606:2800:21f:cb07:6820:80da:af6b:8b2c' } as const;

export const isLoopback = ({ address }: Spelling): boolean => /^(127\.|::1$|::ffff:127\.)/.test(address);

export const isPublicAddress = (address: string): boolean => Object.values<string>(publicAddresses).includes(address);
