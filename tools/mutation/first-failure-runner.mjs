import JestRunner from 'jest-runner';

/** The names of the tests of each file, once it has been run. */
const namesIn = new Map();

/**
 * Jest's own runner, in one process. It stops after the first file with a failing test, and skips files without a
 * requested test: one failure detects a mutant, and Stryker neither stops early nor selects files.
 */
export default class FirstFailureRunner extends JestRunner {
  async runTests(tests, watcher) {
    const pattern = new RegExp(this._globalConfig.testNamePattern ?? '', 'i');
    let failed = false;
    this.on('test-file-failure', () => (failed = true));
    this.on('test-file-success', ([test, { numFailingTests, testExecError, testResults }]) => {
      namesIn.set(
        test.path,
        testResults.map(({ fullName }) => fullName),
      );
      failed ||= numFailingTests > 0 || testExecError !== undefined;
    });
    for (const test of tests) {
      if (failed) return;
      if (namesIn.get(test.path)?.some((name) => pattern.test(name)) === false) continue;
      await super.runTests([test], watcher, { serial: true });
    }
  }
}
