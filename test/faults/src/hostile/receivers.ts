import { newCertificates, type Certificates } from '@affinity-engine/test-servers';
import { behaviours, type Behaviour } from './behaviours.js';
import { startRawServer, type Identity, type RawServer } from './raw-server.js';

/** Servers of partners, one for each behaviour. */
export type HostileReceivers = {
  /** The certificate of the authority that the engine is to trust. */
  readonly authorityFile: string;
  /** Starts the server of a behaviour, if it has one. */
  open(name: string): Promise<HostileReceiver>;
  close(): Promise<void>;
};

export type HostileReceiver = {
  readonly behaviour: Behaviour;
  url(path: string): string;
  /** Null for a behaviour without a server. */
  readonly server: RawServer | null;
};

export function startHostileReceivers(): HostileReceivers {
  const [trusted, strange] = [newCertificates(), newCertificates()];
  const servers: RawServer[] = [];
  return {
    authorityFile: trusted.file('ca.pem'),
    async open(name) {
      const behaviour = behaviours[name];
      if (behaviour === undefined) throw new Error(`there is no behaviour ${name}`);
      const { certificate, conduct, url } = behaviour;
      if (url !== undefined) return { behaviour, url: () => url, server: null };
      const identity =
        certificate === undefined
          ? undefined
          : certificate === 'stranger'
            ? identityOf(strange, 'server')
            : identityOf(trusted, certificate);
      const server = await startRawServer(conduct, identity);
      servers.push(server);
      const scheme = identity === undefined ? 'http' : 'https';
      return { behaviour, url: (path) => `${scheme}://127.0.0.1:${server.port}${path}`, server };
    },
    async close() {
      await Promise.all(servers.map((server) => server.close()));
      trusted.remove();
      strange.remove();
    },
  };
}

const identityOf = (certificates: Certificates, name: 'server' | 'expired' | 'elsewhere'): Identity => ({
  cert: certificates.read(`${name}.pem`),
  key: certificates.read(`${name}-key.pem`),
});
