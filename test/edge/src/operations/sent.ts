import type { Headers, Sent } from '../wire.js';
import type { Place } from './table.js';
import type { Wanted } from './operation.js';

/** The bytes of a request: its path, its query and its JSON. */
export function sentOf(
  { method, path }: Place,
  { params = {}, query = {}, body, headers: own = {} }: Wanted,
  headers: Headers,
): Sent {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const asked = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
  const json = body === undefined ? {} : { 'content-type': 'application/json' };
  return {
    method,
    path: asked === '' ? filled : `${filled}?${asked}`,
    headers: { ...json, ...headers, ...own },
    body: body === undefined ? undefined : JSON.stringify(body),
  };
}
