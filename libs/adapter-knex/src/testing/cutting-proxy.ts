import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Where a proxy cuts: before a commit reaches the server, or after the server did it and before the client hears. */
export type Cut = 'before the commit' | 'after the commit';

export type CuttingProxy = {
  /** The address of a database, by way of the proxy. */
  url(database: string): string;
  /** Cuts the next connection that commits; `forGood` refuses all later ones, too. */
  cutNext(at: Cut, forGood?: boolean): void;
  /** From now on the open connections carry nothing, and stay open. */
  silence(): void;
  close(): Promise<void>;
};

/** A proxy in front of a PostgreSQL server that loses the reply to a commit. */
export async function cuttingProxy(server: string): Promise<CuttingProxy> {
  const { hostname, port } = new URL(server);
  const open = new Set<Socket>();
  const silent = new WeakSet<Socket>();
  let next: Cut | null = null;
  let forEver = false;
  let refusing = false;

  const proxy = createServer((client) => {
    if (refusing) return void client.destroy();
    const upstream = connect(Number(port), hostname);
    let cutting = false;
    const end = () => [client, upstream].forEach((socket) => socket.destroy());
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', end).on('close', end);
      socket.on('close', () => open.delete(socket));
    }
    client.on('data', (bytes) => {
      if (silent.has(client)) return;
      if (next === null || !bytes.includes('commit\0')) return void upstream.write(bytes);
      const at = next;
      next = null;
      refusing = forEver;
      if (at === 'before the commit') return end();
      cutting = true;
      upstream.write(bytes);
    });
    upstream.on('data', (bytes) => {
      if (silent.has(client)) return;
      if (cutting) end();
      else client.write(bytes);
    });
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    url(database) {
      const url = new URL(database);
      url.host = `127.0.0.1:${(proxy.address() as AddressInfo).port}`;
      return url.href;
    },
    cutNext(at, forGood = false) {
      next = at;
      forEver = forGood;
    },
    silence: () => open.forEach((socket) => silent.add(socket)),
    async close() {
      open.forEach((socket) => socket.destroy());
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
}
