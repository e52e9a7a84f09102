import { whole, type Environment } from './setting-values.js';

/** Where figures are served. Port null: beside the API. */
export const metricsTable = {
  metricsPort: {
    name: 'METRICS_PORT',
    fallback: 'PORT in sandbox, 9464 in production',
    meaning: 'port of /metrics and /health of each process, also a dispatcher; 0 takes a free one and prints it',
    read: (text: string | undefined, { MODE }: Environment) => {
      if (text === undefined) return MODE === 'production' ? 9464 : null;
      return whole(text, 0, 65_535);
    },
  },
  metricsHost: {
    name: 'METRICS_HOST',
    fallback: '127.0.0.1',
    meaning: 'address that METRICS_PORT listens on',
    read: (text: string | undefined = '127.0.0.1') => text,
  },
} as const;
