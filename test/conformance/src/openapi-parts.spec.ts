import { documentOf, exampleProblems, startEngine, type OpenApiDocument } from '@affinity-engine/test-harness';
import { beforeAll, describe, expect, it } from '@jest/globals';

type Json = Readonly<Record<string, unknown>>;
type Content = Readonly<Record<string, { readonly schema: Json; readonly example?: unknown }>>;
type Operation = {
  readonly operationId: string;
  readonly description?: string;
  readonly parameters: readonly (Json & { readonly name: string; readonly schema: Json })[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<
    Record<string, { readonly content?: Content; readonly headers?: Readonly<Record<string, unknown>> }>
  >;
};

let document: OpenApiDocument;
let operations: readonly Operation[];
beforeAll(async () => {
  document = await documentOf((await startEngine()).baseUrl);
  operations = [...Object.values(document.paths), ...Object.values(document.webhooks ?? {})].flatMap(
    (each) => Object.values(each) as unknown as readonly Operation[],
  );
});

/** Every part of the document that is an object, with its path; examples are not read. */
function parts(part: unknown, path = ''): readonly (readonly [string, Json])[] {
  if (typeof part !== 'object' || part === null) return [];
  const below = Object.entries(part).flatMap(([name, each]) =>
    name === 'example' || name === 'examples' ? [] : parts(each, `${path}/${name}`),
  );
  return Array.isArray(part) ? below : [[path, part as Json], ...below];
}

const refersOnly = ({ $ref: reference, anyOf = [] }: Json): boolean =>
  typeof reference === 'string' || (anyOf as readonly Json[]).some(refersOnly);

describe('every part of the document', () => {
  it('says what it is: calls, parameters, headers, schemas and their properties', () => {
    const silent = [
      ...operations.filter(({ description = '' }) => description === '').map(({ operationId }) => operationId),
      ...operations.flatMap(({ operationId, parameters }) =>
        parameters
          .filter((each) => typeof each['description'] !== 'string' && !refersOnly(each.schema))
          .map(({ name }) => `${operationId} ${name}`),
      ),
      ...Object.entries(document.components.schemas).flatMap(([name, { description, properties = {} }]) => [
        ...(typeof description === 'string' ? [] : [name]),
        ...Object.entries(properties as Readonly<Record<string, Json>>)
          .filter(([, each]) => typeof each['description'] !== 'string' && !refersOnly(each))
          .map(([property]) => `${name}.${property}`),
      ]),
      ...(document['tags'] as readonly Json[])
        .filter(({ description }) => typeof description !== 'string')
        .map(({ name }) => String(name)),
    ];
    expect(operations.length).toBeGreaterThan(60);
    expect(silent).toEqual([]);
  });

  it('has a name where it is an object or an enumeration, and no name is that of a copy', () => {
    const { schemas } = document.components;
    const unnamed = parts(schemas)
      .filter(([path]) => path.split('/').length > 2)
      .filter(([, part]) => Array.isArray(part['enum']) || ('properties' in part && part['type'] === 'object'))
      .map(([path]) => path);
    expect(unnamed).toEqual([]);
    const contents = operations.flatMap(({ requestBody, responses }) =>
      [requestBody, ...Object.values(responses)].flatMap((each) => Object.entries(each?.content ?? {})),
    );
    expect(contents.filter(([type, { schema }]) => type.includes('json') && !('$ref' in schema))).toEqual([]);
    expect(Object.keys(schemas).filter((name) => !/^[A-Z][A-Za-z]*$/.test(name))).toEqual([]);
  });

  it('has one name for one shape, but for different things that look alike', () => {
    const names = new Map<string, string[]>();
    for (const [name, { description: _, ...shape }] of Object.entries(document.components.schemas)) {
      const key = JSON.stringify(shape);
      names.set(key, [...(names.get(key) ?? []), name]);
    }
    expect([...names.values()].filter((same) => same.length > 1)).toEqual([['AccountInput', 'BrokerInput']]);
  });

  it('says what each value of an enumeration means', () => {
    const enumerations = Object.entries(document.components.schemas).filter(([, schema]) => 'enum' in schema);
    expect(enumerations.length).toBeGreaterThan(15);
    for (const [name, schema] of enumerations) {
      const values = schema['enum'] as readonly unknown[];
      expect([name, schema['x-enum-varnames']]).toEqual([name, values.map(() => expect.stringMatching(/^[A-Z]\w*$/))]);
      for (const value of values) expect(schema['description']).toContain(`- \`${String(value)}\``);
    }
  });
});

describe('every example', () => {
  it('is there, and keeps to its schema: of each body that is sent, and of each answer in JSON', () => {
    const bad = operations.flatMap(({ operationId, requestBody, responses }) => {
      const answers = Object.entries(responses).filter(([status]) => status.startsWith('2'));
      const contents = [requestBody, ...answers.map(([, answer]) => answer)].flatMap((each) =>
        Object.entries(each?.content ?? {}).filter(([type]) => type !== 'application/pdf'),
      );
      return contents.flatMap(([, { schema, example }]) => {
        if (example === undefined) return [`${operationId}: no example`];
        const name = JSON.stringify([operationId, schema]);
        return exampleProblems(document, name, schema, example).map((problem) => `${operationId}: ${problem}`);
      });
    });
    expect(bad).toEqual([]);
  });
});

describe('every reply', () => {
  it('is said to carry its request-id, and every refusal its error-code', () => {
    for (const { operationId, responses } of operations.filter(({ operationId: id }) => !id.startsWith('on'))) {
      for (const [status, { headers = {} }] of Object.entries(responses)) {
        expect([operationId, status, 'request-id' in headers]).toEqual([operationId, status, true]);
        // A redirect is no refusal.
        if (!/^[23]/.test(status)) expect([operationId, 'error-code' in headers]).toEqual([operationId, true]);
      }
    }
  });
});

describe('every pattern', () => {
  it('is read alike by engines with and without Unicode rules', () => {
    const patterns = parts(document).flatMap(([, { pattern }]) => (typeof pattern === 'string' ? [pattern] : []));
    expect(patterns.length).toBeGreaterThan(1);
    const texts = [
      '',
      '12345678901234',
      '1234567890123',
      '１2345678901234',
      '2026-11-22 12:15:00',
      '2026-11-22',
      'ç😀\n',
    ];
    for (const pattern of patterns) {
      expect(pattern).not.toMatch(/\\[pP]\{|\(\?[<a-z]|\\u\{/);
      const [plain, unicode] = [new RegExp(pattern), new RegExp(pattern, 'u')];
      for (const text of texts) expect([pattern, text, plain.test(text)]).toEqual([pattern, text, unicode.test(text)]);
    }
  });
});
