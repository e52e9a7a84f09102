import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import JestRunner from 'jest-runner';

/**
 * Jest's own runner, in one process. It stops after the first file with a failing test, begins with the quickest files,
 * and skips those without a requested test: one failure detects a mutant, and Stryker neither stops early nor selects
 * files.
 */
export default class FirstFailureRunner extends JestRunner {
  async runTests(tests, watcher) {
    const pattern = new RegExp(this._globalConfig.testNamePattern ?? '', 'i');
    // What the first run, of all files, found out; processes that come later read it.
    const kept = join(this._globalConfig.rootDir, '.test-files.json');
    const known = existsSync(kept) ? JSON.parse(readFileSync(kept, 'utf8')) : null;
    const found = {};
    let failed = false;
    this.on('test-file-failure', () => (failed = true));
    this.on('test-file-success', ([test, { numFailingTests, testExecError, testResults, perfStats }]) => {
      found[test.path] = { ms: perfStats.runtime, names: testResults.map(({ fullName }) => fullName) };
      failed ||= numFailingTests > 0 || testExecError !== undefined;
    });
    const byTime = [...tests].sort((one, other) => (known?.[one.path]?.ms ?? 0) - (known?.[other.path]?.ms ?? 0));
    for (const test of byTime) {
      if (failed) return;
      if (known?.[test.path]?.names.some((name) => pattern.test(name)) === false) continue;
      await super.runTests([test], watcher, { serial: true });
    }
    if (known === null && !failed) writeFileSync(kept, JSON.stringify(found));
  }
}
