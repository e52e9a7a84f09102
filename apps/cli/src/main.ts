import { isLocalName } from './local-names.js';

process.umask(0o077);
const [first = '', ...rest] = process.argv.slice(2);

// Either half is loaded only when it is needed: commands on the database need its drivers, the others do not.
if (first === 'local' || isLocalName(first)) {
  const { runLocal } = await import('./local.js');
  process.exitCode = await runLocal(first === 'local' ? rest : [first, ...rest]);
} else {
  const [{ runRemote }, { processTerminal }] = await Promise.all([
    import('./remote/run-remote.js'),
    import('./remote/terminal.js'),
  ]);
  process.exitCode = await runRemote(process.argv.slice(2), processTerminal());
}
