import { afterEach, expect, it } from '@jest/globals';
import { clientFor, startEngine, startReceiver } from '@affinity-engine/test-harness';
import { contract, holder, subscriber } from '@affinity-engine/test-conformance';
import { operatorAt, problemsOfPages } from './browser.js';

const cpf = '15350946056';
const written = '153.509.460-56';
const canaries = [cpf, written, 'canaria@example.com', 'Canária'] as const;

afterEach(async () => expect(await problemsOfPages()).toEqual([]));

it('a person who is sought and revealed is in no address, no storage of the browser, and no log', async () => {
  const engine = await startEngine({ env: { STRANGERS_PER_SECOND: '10000', SANDBOX_CLOCK: '2026-01-15T12:00:00Z' } });
  const its = await subscriber(clientFor(engine, 'admin'), await startReceiver());
  const person = {
    ...holder,
    cpf,
    first_name: 'Canária',
    contact: { ...holder.contact, email: 'canaria@example.com' },
  };
  const { id } = await contract(clientFor(engine, its.credentials), 'personal-life', { affinity_holder: person });
  const { page, say, goto, addresses } = await operatorAt(engine);
  for (const sought of canaries) {
    await goto('/search');
    await page.getByLabel(say('search.label')).fill(sought);
    await page.keyboard.press('Enter');
    await page.getByText(/^Searched by/).waitFor();
  }
  await goto(`/certificates/${id}`);
  await page.getByRole('button', { name: say('certificate.reveal') }).click();
  await page.getByText(cpf).waitFor();
  await goto('/data-subjects');
  await page.getByLabel(say('dataSubjects.cpf')).fill(written);
  await page.getByRole('button', { name: say('dataSubjects.search') }).click();
  await page.getByRole('link', { name: id }).waitFor();
  const kept = await page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const caches_ = await caches.keys();
    return JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      history.state,
      databases,
      caches_,
      location.href,
    ]);
  });
  const seen = decodeURIComponent(
    [...addresses, kept, engine.stdout(), engine.stderr()].join('\n').replaceAll('%', '%25'),
  );
  for (const canary of canaries)
    expect([canary, seen.includes(canary), seen.includes(encodeURIComponent(canary))]).toEqual([canary, false, false]);
  const answers = await page.context().storageState();
  expect(JSON.stringify(answers.origins)).not.toContain(cpf);
});
