import { describe, expect, it } from '@jest/globals';
import { startProcess, temporaryFolder } from '@affinity-engine/test-harness';

const typed = async (...args: readonly string[]) => {
  const command = startProcess({ app: 'cli', args, env: { DATA_DIR: temporaryFolder() } });
  const { code } = await command.ended;
  return { code, lines: command.stderr().trim().split('\n'), printed: command.stdout() };
};

describe('what an operator types', () => {
  it('makes a client, and prints its secret', async () => {
    const { code, printed } = await typed('create-client', '--role', 'admin', '--name', 'Ops');
    expect([code, JSON.parse(printed)]).toEqual([0, expect.objectContaining({ clientSecret: expect.any(String) })]);
  });

  it('is refused in one line that names the option', async () => {
    const { code, lines } = await typed('create-client', '--role', 'partner', '--partner-id', 'nobody', '--name', 'x');
    expect([code, lines]).toEqual([2, [expect.stringMatching(/^--partner-id: There is no such partner\./)]]);
  });

  it('is no command where no command has the name', async () => {
    expect(await typed('constructor')).toMatchObject({ code: 2, lines: ['unknown command constructor; see --help'] });
  });
});
