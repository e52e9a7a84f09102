import type { Dialect } from '@affinity-engine/adapter-http';
import type { EngineInProcess } from '@affinity-engine/test-faults';

type Route = Dialect['routes'][number];

/** How a route is changed. The engine is there once the route is called. */
export type Changed = (route: Route, engine: () => EngineInProcess) => object;

/** A table of routes with one route changed, to see that a proof notices. */
export const withRoute =
  (operationId: string, change: Changed, engine: () => EngineInProcess) =>
  (dialect: Dialect): Dialect => ({
    ...dialect,
    routes: dialect.routes.map((route) =>
      route.operationId === operationId ? ({ ...route, ...change(route, engine) } as Route) : route,
    ),
  });
