import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { request } from 'undici';
import { eventually } from './eventually.js';
import { startProcess, type Ending, type Process } from './process.js';

type ClientCredentials = { readonly clientId: string; readonly clientSecret: string };

/** The demo tenant, as the engine writes it to its file. */
export type DemoCredentials = {
  readonly baseUrl: string;
  readonly partner: ClientCredentials & {
    readonly id: string;
    readonly webhookEndpointId: string;
    readonly webhookSecret: string;
  };
  readonly otherPartner: ClientCredentials & { readonly id: string };
  readonly admin: ClientCredentials;
  readonly account: ClientCredentials;
  readonly operator: { readonly email: string; readonly password: string };
  readonly quotation: { readonly subscriptionKey: string; readonly registerNumber: string };
  readonly agencyNumbers: {
    readonly hash: string;
    readonly secret: string;
    readonly brokerToken: string;
    readonly accountToken: string;
    readonly otherBrokerToken: string;
  };
};

/** The processes that serve one engine, started anew at each restart. */
export type Started = {
  readonly baseUrl: string;
  readonly credentials: DemoCredentials;
  /** The API first. */
  readonly processes: readonly [Process, ...Process[]];
};

/** How an engine is started: as one process, or as several. */
export type Start = (settings: Readonly<Record<string, string>>, built: boolean) => Promise<Started>;

export const startDeadline = 25_000;

/** Starts an API process and waits until it serves. */
export async function startApi(settings: Readonly<Record<string, string>>, built: boolean, project?: string) {
  const child = startProcess({ app: 'api', env: settings, built, ...(project === undefined ? {} : { project }) });
  let ending: Ending | null = null;
  void child.ended.then((how) => (ending = how));
  const baseUrl = await eventually(
    async () => {
      if (ending !== null) return '';
      const [, url] = /listens on (http\S+)/.exec(child.stdout()) ?? [];
      if (url === undefined) throw new Error('The engine has not said where it listens.');
      const { statusCode, body } = await request(`${url}/health/ready`);
      await body.dump();
      if (statusCode !== 200) throw new Error(`The engine is not ready: ${statusCode}.`);
      return url;
    },
    { deadline: startDeadline },
  );
  if (baseUrl === '') throw new Error(`The engine ended while starting: ${child.stderr()}`);
  const file = join(settings['DATA_DIR'] as string, 'demo-credentials.json');
  return { process: child, baseUrl, credentials: JSON.parse(readFileSync(file, 'utf8')) as DemoCredentials };
}
