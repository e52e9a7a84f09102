import type { FastifyInstance } from 'fastify';
import { isUtf8 } from 'node:buffer';
import { composed, needsComposing } from './composed.js';
import { edgeError, inputInvalid } from './errors.js';
import { namesIn, repeatedName } from './repeated-names.js';
import { roundedNumber } from './rounded-numbers.js';

const mostLevels = 64;
const mostValues = 200_000;
const refusedKeys = new Set(['__proto__', 'constructor', 'prototype']);

/** Reads a JSON body, its texts composed; undefined for an empty one. @throws BODY-NOT-JSON, BODY-TOO-COMPLEX */
export function readJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  if (!isUtf8(bytes)) throw edgeError('BODY-NOT-JSON');
  const text = bytes.toString('utf8');
  const value = parsed(text);
  if (checkComplexity(value) !== namesIn(text)) {
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
function checkComplexity(value: unknown): number {
  let level: unknown[] = [value];
  let [values, properties] = [0, 0];
  for (let depth = 0; level.length > 0; depth += 1) {
    values += level.length;
    if (depth > mostLevels || values > mostValues) throw edgeError('BODY-TOO-COMPLEX');
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

/** Forms carry only credentials. */
export const formBytes = 16 * 1024;

/** Accepts JSON for every route with a body, and forms for the token call only. */
export function acceptBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, bytes, done) => {
    try {
      done(null, readJson(bytes as Buffer));
    } catch (thrown) {
      done(thrown as Error, undefined);
    }
  });
  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: formBytes },
    (_request, text, done) => {
      const fields = [...new URLSearchParams(text as string)];
      const names = new Set<string>();
      const twice = fields.find(([name]) => names.size === names.add(name).size);
      if (twice === undefined) done(null, Object.fromEntries(fields));
      else done(inputInvalid([{ path: twice[0].slice(0, 60), expected: 'one value' }]), undefined);
    },
  );
}
