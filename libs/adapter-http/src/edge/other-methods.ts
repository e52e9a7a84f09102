import type { FastifyInstance } from 'fastify';
import { edgeError } from './errors.js';
import type { Dialect } from './route.js';

const methods = ['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS', 'TRACE'] as const;

/** A path of the tables as the router reads it. */
export const urlOf = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

/** Refuses, on each path of a dialect, the methods that it does not have. */
export function refuseOtherMethods(server: FastifyInstance, { routes }: Dialect): void {
  for (const path of new Set(routes.map((route) => route.path))) {
    const own = routes.filter((route) => route.path === path).map(({ method }) => method.toUpperCase());
    const allowed = own.includes('GET') ? [...own, 'HEAD'] : own;
    const refuse = async (): Promise<never> => {
      throw edgeError('METHOD-REFUSED', { allowed });
    };
    const method = methods.filter((each) => !allowed.includes(each));
    server.route({ method, url: urlOf(path), onRequest: refuse, handler: refuse });
  }
}
