import { describe, expect, it } from '@jest/globals';
import { answerProblems, type OpenApiDocument } from './index.js';

const document: OpenApiDocument = {
  paths: {
    '/things': { get: { responses: { 200: { content: { 'application/json': { schema: { type: 'array' } } } } } } },
    '/things/own': { get: { responses: { 200: { content: { 'application/pdf': { schema: {} } } } } } },
    '/things/{id}': {
      get: {
        responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } } },
      },
    },
  },
  components: {
    schemas: {
      Thing: {
        type: 'object',
        properties: { at: { type: 'string', format: 'date-time' }, part: { $ref: '#/components/schemas/Part' } },
        required: ['at'],
      },
      Part: { type: 'integer' },
    },
  },
};

const json = { 'content-type': 'application/json; charset=utf-8' };
const get = { method: 'GET', status: 200, headers: json };
const at = '2026-11-22T12:00:00.000Z';

describe('an answer', () => {
  it.each([
    ['/things', []],
    ['/things/7', { at }],
    ['/things/7', { at, part: 3 }],
    ['/things/7?with=query', { at }],
    ['/nothing', { any: 'thing' }],
  ])('of %s with %j is as documented', (path, body) => {
    expect(answerProblems(document, { ...get, path, body })).toEqual([]);
  });

  it.each([
    ['/things', {}, 'must be array'],
    ['/things/7', {}, "required property 'at'"],
    ['/things/7', { at: '2026-11-22' }, 'date-time'],
    ['/things/7', { at: '2026-13-22T12:00:00.000Z' }, 'date-time'],
    ['/things/7', { at, part: 'three' }, 'must be integer'],
    ['/things/7', { at, secret: 1 }, 'additional properties'],
    ['/things/own', {}, 'content type application/json'],
  ])('of %s with %j is not', (path, body, problem) => {
    expect(answerProblems(document, { ...get, path, body }).join()).toContain(problem);
  });

  it('of a status or a content type the document does not name is not as documented', () => {
    expect(answerProblems(document, { ...get, path: '/things', status: 418, body: [] })).toEqual([
      'status 418 is not documented',
    ]);
    expect(answerProblems(document, { ...get, path: '/things', headers: {}, body: [] })).toHaveLength(1);
  });
});
