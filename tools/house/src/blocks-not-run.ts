/** A block of a page that no test runs: its first line, and why. */
export type BlockNotRun = { readonly page: string; readonly block: string; readonly why: string };

const row = (page: string, block: string, why: string): BlockNotRun => ({ page, block, why });

const drawing = 'a drawing';
const installs = 'installs packages';
const several = 'settings of several processes or servers, which the reader has';

/** All of them, in the order of the pages. */
export const blocksNotRun: readonly BlockNotRun[] = [
  row(
    'README.md',
    'npm ci && npm start',
    `${installs}, and stays until it is stopped: the test starts the engine itself`,
  ),
  row('README.md', 'partners · brokers · insurers          people', drawing),
  row(
    'docs/guides/architecture.md',
    'apps       api · webhook-dispatcher · cli              connect, start, stop',
    drawing,
  ),
  row('docs/guides/architecture.md', 'event committed: due now', drawing),
  row('docs/guides/catalogue.md', '{ "$schema": "../../schemas/product.schema.json" }', 'one line of a file'),
  row(
    'docs/guides/catalogue.md',
    '  products/phone.json $.plans[0].id: expected an id of lower-case letters, digits and hyphens',
    'output of the engine',
  ),
  row('docs/guides/event-feed.md', '{', 'an event, as the engine answers it'),
  row('docs/guides/libraries.md', 'npm install FOLDER/affinity-engine-*.tgz', `${installs}: test/consumer does it`),
  row(
    'docs/guides/libraries.md',
    'npm install FOLDER/affinity-engine-kernel-0.1.0.tgz FOLDER/affinity-engine-premium-0.1.0.tgz',
    `${installs}: test/consumer does it`,
  ),
  row('docs/guides/operating.md', 'DISPATCHER=off PUBLIC_URL=https://engine.example npm start', several),
  row(
    'docs/guides/operating.md',
    'npm ci --omit=dev -w apps/api -w apps/webhook-dispatcher -w apps/cli',
    `${installs}: the image is made so, which image.spec.ts runs`,
  ),
  row(
    'docs/guides/operating.md',
    'DATABASE_URL=postgres://owner@host/engine npm run cli -- migrate --grant-to engine',
    "needs the reader's own PostgreSQL",
  ),
  row('docs/guides/operating.md', 'NATS_URL=tls://nats-1.example:4222,tls://nats-2.example:4222', several),
  row('docs/guides/operating.md', '#!/usr/bin/env bash', 'a script with an argument: the block after it runs it'),
  row('docs/guides/operating.md', 'ALERT_MAIL_TO=ops@example.com', "needs the reader's own mail server"),
  row('docs/guides/people.md', 'OIDC_ISSUER=https://login.example', "needs the reader's own provider"),
  row('docs/guides/webhooks.md', '{', 'the body of a webhook, shortened'),
];
