import { isIP } from 'node:net';
import type { Replies } from './ears.js';
import type { Answers } from './name-server.js';
import { publicAddresses, spellings, type Spelling } from './spellings.js';

/** A way in which a forbidden address comes before the dispatcher, for each spelling. */
export type Moment = {
  /** What the endpoint is called at. */
  readonly url: (spelling: Spelling, index: number, port: number) => string;
  /** What may be logged of its attempts; each must be there. */
  readonly logged: readonly RegExp[];
  /** Whether it needs names and public addresses of our own. */
  readonly needsNetwork: boolean;
};

const refused = [/^egress-refused/];
const zone = 'egress.example';
export const control = `public.${zone}`;

export const moments = {
  'stored before it was forbidden': {
    url: ({ host }, index, port) => `https://${host}:${port}/kept/${index}`,
    logged: refused,
    needsNetwork: false,
  },
  'resolved to it': {
    url: (_, index, port) => `https://alone-${index}.${zone}:${port}/`,
    logged: refused,
    needsNetwork: true,
  },
  'resolved to it beside a public one': {
    url: (_, index, port) => `https://beside-${index}.${zone}:${port}/`,
    logged: refused,
    needsNetwork: true,
  },
  'resolved to it from the second time on': {
    url: (_, index, port) => `https://rebound-${index}.${zone}:${port}/rebound/${index}`,
    logged: [/^503$/, /^egress-refused/],
    needsNetwork: true,
  },
  'redirected to it': {
    url: (_, index, port) => `https://${control}:${port}/moved/${index}`,
    logged: [/^301$/, /^302$/, /^307$/, /^308$/],
    needsNetwork: true,
  },
} as const satisfies Readonly<Record<string, Moment>>;

/** How the names resolve. A rebound one is public each second time that it is asked for. Any other name is this machine. */
export function scenicAnswers(): Answers {
  const asked = new Map<string, number>();
  return (name, family) => {
    const [, kind = '', index = ''] = /^(\w+)-(\d+)\./.exec(name) ?? [];
    const address = spellings[Number(index)]?.address;
    const its = (isIP(address ?? '') || 4) as 4 | 6;
    if (name === control) return [publicAddresses[family]];
    if (address === undefined || kind === '') return family === 4 ? ['127.0.0.1'] : [];
    if (family !== its) return [];
    if (kind === 'alone') return [address];
    if (kind === 'beside') return [publicAddresses[family], address];
    const times = (asked.get(name) ?? 0) + 1;
    asked.set(name, times);
    return [times % 2 === 1 ? publicAddresses[family] : address];
  };
}

/** What is answered at public addresses: redirects to the spellings, one of each kind after the other. */
export function scenicReplies(): Replies {
  const asked = new Map<string, number>();
  return (path) => {
    if (path === '/control') return [200];
    const [, index] = /^\/moved\/(\d+)$/.exec(path) ?? [];
    const spelling = spellings[Number(index)];
    if (spelling === undefined) return [503];
    const times = asked.get(path) ?? 0;
    asked.set(path, times + 1);
    return [[301, 302, 307, 308][times % 4] ?? 301, `https://${spelling.host}/`];
  };
}
