import { expect, it } from '@jest/globals';
import { commands } from './commands.js';
import { databaseCommands } from './database-commands.js';
import { localNames } from './local-names.js';

it('are the names of all commands on the database', () => {
  expect([...localNames]).toEqual(Object.keys({ ...commands, ...databaseCommands }).sort());
});
