import { decimal, network, whole } from './setting-values.js';

/** What the HTTP server takes, and from whom. */
export const httpTable = {
  bodyLimitBytes: {
    name: 'BODY_LIMIT_MB',
    fallback: '5',
    meaning: 'larger request bodies are refused',
    read: (text = '5') => Math.round(decimal(text, 0.001, 100) * 1024 * 1024),
  },
  bodyMemoryBytes: {
    name: 'BODY_MEMORY_MB',
    fallback: '64',
    meaning: 'most memory of all bodies that are being received; beyond it the largest is refused with 503',
    read: (text = '64') => Math.round(decimal(text, 1, 100_000) * 1024 * 1024),
  },
  mostInFlight: {
    name: 'REQUESTS_IN_FLIGHT',
    fallback: '256',
    meaning: 'most requests worked on at once, shared fairly by callers; beyond it they get 503 with Retry-After',
    read: (text = '256') => whole(text, 8, 100_000),
  },
  callsPerSecond: {
    name: 'CALLS_PER_SECOND',
    fallback: 'none',
    meaning: 'calls a second of one client or key to one process; beyond it they get 429 with Retry-After',
    read: (text: string | undefined) => (text === undefined ? null : whole(text, 1, 1_000_000)),
  },
  strangersPerSecond: {
    name: 'STRANGERS_PER_SECOND',
    fallback: '100',
    meaning: 'requests a second of one network without a valid token or key; beyond it they wait, then get 503',
    read: (text = '100') => whole(text, 1, 1_000_000),
  },
  mostConnections: {
    name: 'CONNECTIONS',
    fallback: '4096',
    meaning: 'most open connections; beyond it the one that is idle longest is closed',
    read: (text = '4096') => whole(text, 16, 1_000_000),
  },
  keepAliveMs: {
    name: 'KEEP_ALIVE_SECONDS',
    fallback: '15',
    meaning: 'how long a connection stays open without a request; longer than that of a load balancer in front',
    read: (text = '15') => Math.round(decimal(text, 1, 3600) * 1000),
  },
  trustedProxies: {
    name: 'TRUSTED_PROXIES',
    fallback: 'none',
    meaning: 'addresses and networks of proxies in front, e.g. 10.0.0.0/8,::1: their X-Forwarded-For names the caller',
    read: (text: string | undefined) => (text === undefined ? [] : text.split(',').map((each) => network(each.trim()))),
  },
} as const;
