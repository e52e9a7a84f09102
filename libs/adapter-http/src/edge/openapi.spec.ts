import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { named } from './marks.js';
import { openApiDocument } from './openapi.js';
import { routesFor, type Dialect } from './route.js';

const part = z.object({ size: z.int() }).meta(named('Part', 'A part'));
const thing = z.object({ id: z.string(), parts: z.array(part) }).meta(named('Thing', 'A thing'));
const partInput = z.strictObject({ size: z.int() }).meta(named('PartInput', 'A new part'));

const dialect: Dialect = {
  name: 'things',
  summary: 'Things',
  tags: { Things: 'Things and their parts' },
  prefixes: ['/things'],
  routes: [
    routesFor({ tag: 'Things', callers: ['partner'] })({
      call: 'POST /things/{thing_id}/parts',
      operationId: 'addPart',
      summary: 'Add a part',
      params: z.strictObject({ thing_id: z.string() }),
      query: z.strictObject({ deep: z.boolean().optional().describe('how deep') }),
      body: z.strictObject({ day: z.string().meta({ format: 'civil-date', example: '2026-12-01' }), part: partInput }),
      bodyOptional: true,
      answer: thing,
      idempotent: true,
      example: { body: { day: '2026-12-01' } },
      act: async () => undefined,
      present: () => undefined,
    }),
    routesFor({ tag: 'Things', callers: ['public'] })({
      call: 'GET /things/{thing_id}/parts',
      operationId: 'listParts',
      summary: 'All parts',
      answer: { contentType: 'application/pdf' },
      status: 200,
      act: async () => undefined,
      present: () => undefined,
    }),
    routesFor({ tag: 'Things', callers: ['partner'] })({
      call: 'DELETE /things/{thing_id}/parts',
      operationId: 'removeParts',
      summary: 'Remove all parts',
      answer: z.undefined(),
      status: 204,
      act: async () => undefined,
      present: () => undefined,
    }),
  ],
  errorKinds: {},
  errorAnswer: () => ({ status: 500, body: {} }),
  errorSchema: z.object({ error: z.string() }).meta(named('Failure', 'What is wrong')),
  errorStatuses: [400, 401, 403, 404],
};

const settings = { serverUrl: 'https://api.example', version: '1.2.3' };
type Node = Readonly<Record<string, never>>;
const document = JSON.parse(JSON.stringify(openApiDocument([dialect], settings))) as Node;
const at = (...steps: readonly string[]): Node =>
  steps.reduce<Node>((node, step) => node[step] as unknown as Node, document);
const post = (...steps: readonly string[]) => at('paths', '/things/{thing_id}/parts', 'post', ...steps);

describe('the document', () => {
  it('is of OpenAPI 3.1, with its server, version and tags', () => {
    expect(document).toMatchObject({
      openapi: '3.1.0',
      info: { version: '1.2.3' },
      servers: [{ url: 'https://api.example' }],
      tags: [{ name: 'Things', description: 'Things and their parts' }],
    });
  });

  it('keeps each named schema once, in the components, with references between them', () => {
    expect(Object.keys(at('components', 'schemas'))).toEqual(['Failure', 'Part', 'PartInput', 'Thing']);
    expect(at('components', 'schemas', 'Thing', 'properties', 'parts')).toEqual({
      type: 'array',
      items: { $ref: '#/components/schemas/Part' },
    });
    expect(JSON.stringify(document)).not.toMatch(/\$defs|"@/);
  });

  it('refers to them from answers, errors and bodies', () => {
    const json = 'application/json';
    expect(post('responses', '200', 'content', json, 'schema')).toEqual({ $ref: '#/components/schemas/Thing' });
    expect(post('responses', '404', 'content', json, 'schema')).toEqual({ $ref: '#/components/schemas/Failure' });
    expect(post('requestBody', 'content', json, 'schema', 'properties', 'part')).toEqual({
      $ref: '#/components/schemas/PartInput',
    });
  });

  it('lists path, query and the idempotency key as parameters', () => {
    expect(post('parameters')).toEqual([
      { name: 'thing_id', in: 'path', required: true, schema: { type: 'string' } },
      { name: 'deep', in: 'query', required: false, description: 'how deep', schema: { type: 'boolean' } },
      expect.objectContaining({ name: 'Idempotency-Key', in: 'header', required: false }),
    ]);
  });

  it('shows examples as 3.1 writes them', () => {
    expect(post('requestBody')).toMatchObject({
      required: false,
      content: { 'application/json': { example: { day: '2026-12-01' } } },
    });
    expect(post('requestBody', 'content', 'application/json', 'schema', 'properties', 'day')).toMatchObject({
      examples: ['2026-12-01'],
    });
  });

  it('lists no token, no 401 and no 403 for public calls', () => {
    const open = at('paths', '/things/{thing_id}/parts', 'get');
    expect(open).toMatchObject({
      security: [],
      responses: { 200: { content: { 'application/pdf': expect.anything() } } },
    });
    expect(Object.keys(open['responses'] as unknown as object)).toEqual(['200', '400', '404', '429', '503']);
    expect(post('responses', '401')).toBeDefined();
  });

  it('lists 415 for each call that can be sent a body, also for one that takes none', () => {
    const answers = (method: string) => Object.keys(at('paths', '/things/{thing_id}/parts', method, 'responses'));
    expect(['post', 'delete', 'get'].map((method) => answers(method).includes('415'))).toEqual([true, true, false]);
  });
});
