import { describe, expect, it } from '@jest/globals';
import { errorPage } from './errors.js';
import { forSite, pagesOfDocuments, placesOfDocuments } from './pages.js';
import { referencePages, type OpenApi } from './reference.js';
import { configurationOf } from './site.js';

const places = new Map([
  ['README.md', 'start'],
  ['docs/guides/people.md', 'guides/people'],
  ['docs/adr/README.md', 'decisions/index'],
  ['libs/premium/README.md', 'libraries/premium'],
]);
const shown = (text: string, file = 'docs/guides/people.md') =>
  forSite(text, file, places.get(file) ?? '', places, (other) =>
    ['libs/premium/src/index.ts', 'docs/pictures/line.png'].includes(other),
  );

describe('a document on the site', () => {
  it.each([
    ['[decisions](../adr/README.md)', '[decisions](../decisions/index)'],
    ['[decisions](../adr)', '[decisions](../decisions/index)'],
    ['[premium](../../libs/premium/README.md#refunds)', '[premium](../libraries/premium#refunds)'],
    ['[the source](../../libs/premium/src/index.ts)', 'the source (`libs/premium/src/index.ts`)'],
    ['![a line](../pictures/line.png)', '![a line](../pictures/line.png)'],
    ['[elsewhere](https://example.com/a)', '[elsewhere](https://example.com/a)'],
    ['[here](#roles)', '[here](#roles)'],
    ['`[no link](x.md)` {{ name }}', '`[no link](x.md)` &#123;&#123; name }}'],
    ['<!-- docs/examples/a.sh -->\ntext', 'text'],
    ['```md\n[no link](x.md)\n```', '```md\n[no link](x.md)\n```'],
  ])('has %j as %j', (written, read) => {
    expect(shown(written)).toBe(read);
  });

  it('has its pictures, from wherever it is', () => {
    expect(shown('![a line](docs/pictures/line.png)', 'README.md')).toBe('![a line](./pictures/line.png)');
    expect(() => shown('![gone](../pictures/gone.png)')).toThrow('there is no file docs/pictures/gone.png');
  });

  it('is refused with a link to a file that is not there', () => {
    expect(() => shown('[gone](gone.md)')).toThrow('docs/guides/people.md: there is no file docs/guides/gone.md');
  });

  it('is there for each guide, decision and library', () => {
    const found = placesOfDocuments();
    expect([found.get('README.md'), found.get('docs/guides/webhooks.md'), found.get('libs/kernel/README.md')]).toEqual([
      'start',
      'guides/webhooks',
      'libraries/kernel',
    ]);
    expect(pagesOfDocuments().length).toBe(found.size);
  });
});

it('errors are found one by one, with what to do, by the heads of their table', () => {
  const page = errorPage(
    ['| code | from | to do |', '| --- | --- | --- |', '| `AB-CD` | us | [wait](#later) |', '| EF-GH | them |  |'].join(
      '\n',
    ),
  );
  expect(page.text).toContain('## AB-CD {#ab-cd}\n\n- from: us\n- to do: [wait](./errors#later)');
  expect(page.text).toContain('## EF-GH {#ef-gh}\n\n- from: them');
});

it('a call has its parameters, body and answers, and its shapes are reached by links', () => {
  const document = {
    info: { title: 'x' },
    paths: {
      '/v1/things/{id}': {
        post: {
          operationId: 'changeThing',
          summary: 'Change a thing',
          description: 'With {braces} and <tags>.',
          parameters: [
            { name: 'id', in: 'path', required: true, description: 'which | one', schema: { type: 'string' } },
          ],
          requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } },
          responses: {
            200: {
              description: 'Done',
              content: {
                'application/json': { schema: { type: 'array', items: { $ref: '#/components/schemas/Thing' } } },
              },
            },
          },
        },
      },
    },
    components: {
      schemas: {
        Thing: { properties: { size: { anyOf: [{ type: 'integer' }, { type: 'null' }] } }, required: ['size'] },
      },
    },
  } as unknown as OpenApi;
  const [page] = referencePages({ things: document });
  expect(page?.path).toBe('reference/things');
  for (const part of [
    '### `POST /v1/things/{id}` {#changeThing}',
    'Change a thing. With &#123;braces} and &lt;tags>.',
    '| `id` (required) | path | string | which \\| one |',
    'Body: [Thing](#shape-thing)',
    '| 200 | list of [Thing](#shape-thing) | Done |',
    '### Thing {#shape-thing}',
    '| `size` | integer or null |  |',
  ])
    expect(page?.text).toContain(part);
});

it('the site fetches nothing from elsewhere, and lists every page', () => {
  const text = configurationOf([
    { path: 'guides/a', text: '# A `guide`' },
    { path: 'start', text: '# Start' },
  ]);
  expect(text).not.toMatch(/https:\/\//);
  expect(text).toContain('"text": "A guide"');
  expect(text).toContain('"link": "/start"');
});
