import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { BodyReader } from './body-memory.js';
import { composed, needsComposing } from './composed.js';
import { edgeError, inputInvalid } from './errors.js';
import { namesIn, repeatedName } from './repeated-names.js';
import { roundedNumber } from './rounded-numbers.js';

const mostLevels = 64;
const refusedKeys = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Reads a JSON body of at most so many values, its texts composed; undefined for an empty one.
 * @throws BODY-NOT-JSON, BODY-TOO-COMPLEX
 */
export function readJson(bytes: Buffer, mostValues: number): unknown {
  if (bytes.length === 0) return undefined;
  if (!isUtf8(bytes)) throw edgeError('BODY-NOT-JSON');
  const text = bytes.toString('utf8');
  // To read and check many values takes far longer than to count them.
  if (text.length / 2 > mostValues && hasMoreValues(text, mostValues)) throw tooComplex(mostValues);
  const value = parsed(text);
  if (checkComplexity(value, mostValues) !== namesIn(text)) {
    const name = repeatedName(text) ?? '';
    throw edgeError('BODY-NOT-JSON', {}, `body: expected each property once; ${shortened(name)} is there twice.`);
  }
  const rounded = roundedNumber(text);
  if (rounded !== undefined) {
    const sentence = `body: expected numbers that can be kept as they are sent; ${shortened(rounded)} cannot.`;
    throw edgeError('BODY-NOT-JSON', {}, sentence);
  }
  return needsComposing(text) ? composed(value) : value;
}

const tooComplex = (mostValues: number) =>
  edgeError(
    'BODY-TOO-COMPLEX',
    {},
    `body: expected at most ${mostLevels} levels and ${mostValues.toLocaleString('en')} values.`,
  );

const [quote, backslash, comma, bracket, brace] = [...'"\\,[{'].map((sign) => sign.charCodeAt(0));

/** Whether a text has more values than allowed, if it is JSON: each but the first follows a comma or opens a list or object. */
function hasMoreValues(text: string, most: number): boolean {
  let values = 1;
  let inString = false;
  for (let at = 0; at < text.length && values <= most; at += 1) {
    const sign = text.charCodeAt(at);
    if (sign === quote) inString = !inString;
    else if (inString) at += sign === backslash ? 1 : 0;
    else if (sign === comma || sign === bracket || sign === brace) values += 1;
  }
  return values > most;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw edgeError('BODY-NOT-JSON');
  }
}

/**
 * Checks depth and size of a value level by level, without recursion. Refuses keys that reach a prototype, numbers that
 * were rounded when read, and texts that a database cannot keep.
 * @returns the number of properties
 */
function checkComplexity(value: unknown, mostValues: number): number {
  let level: unknown[] = [value];
  let [values, properties] = [0, 0];
  for (let depth = 0; level.length > 0; depth += 1) {
    values += level.length;
    if (depth > mostLevels || values > mostValues) throw tooComplex(mostValues);
    const next: unknown[] = [];
    for (const each of level) {
      if (typeof each === 'string') checkText(each);
      else if (typeof each === 'number') checkNumber(each);
      else if (Array.isArray(each)) for (const inner of each) next.push(inner);
      else if (each !== null && typeof each === 'object') properties += addProperties(each, next);
    }
    level = next;
  }
  return properties;
}

function addProperties(object: object, next: unknown[]): number {
  const keys = Object.keys(object);
  for (const key of keys) {
    if (refusedKeys.has(key)) throw edgeError('BODY-TOO-COMPLEX', { key }, `body: expected no key "${key}".`);
    checkText(key);
    next.push((object as Record<string, unknown>)[key]);
  }
  return keys.length;
}

const shortened = (name: string): string => JSON.stringify(name.length > 60 ? `${name.slice(0, 60)}…` : name);

function checkText(text: string): void {
  if (text.includes('\u0000') || !text.isWellFormed()) {
    throw edgeError('BODY-NOT-JSON', {}, 'body: expected text without NUL and without half surrogate pairs.');
  }
}

function checkNumber(number: number): void {
  if (!Number.isFinite(number) || (Number.isInteger(number) && !Number.isSafeInteger(number))) {
    throw edgeError('BODY-NOT-JSON', {}, 'body: expected numbers up to 9007199254740991 either way.');
  }
}

/** What a body may be: without a token it carries only credentials. */
export const bodySizes = { public: { bytes: 16 * 1024, values: 100 }, usual: { values: 5_000 } } as const;

/** Accepts JSON for every route with a body, and forms for the token call only. */
export function acceptBodies(server: FastifyInstance, read: BodyReader): void {
  const received = (request: FastifyRequest, body: IncomingMessage): Promise<Buffer> =>
    read(body, request.routeOptions.bodyLimit);
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', async (request: FastifyRequest, body: IncomingMessage) =>
    readJson(
      await received(request, body),
      request.routeOptions.config.compiled?.mostValues ?? bodySizes.public.values,
    ),
  );
  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    async (request: FastifyRequest, body: IncomingMessage) =>
      readForm((await received(request, body)).toString('utf8')),
  );
}

/** @throws INPUT-INVALID for a field that is there twice */
function readForm(text: string): Readonly<Record<string, string>> {
  const fields = [...new URLSearchParams(text)];
  const names = new Set<string>();
  const twice = fields.find(([name]) => names.size === names.add(name).size);
  if (twice === undefined) return Object.fromEntries(fields);
  throw inputInvalid([{ path: twice[0].slice(0, 60), expected: 'one value' }]);
}
