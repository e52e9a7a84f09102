import StrykerEnvironment from '@stryker-mutator/jest-runner/jest-env/node';

/** Skips the rest of a file after its first failing test, which Jest has no option for. */
export default class FirstFailureEnvironment extends StrykerEnvironment {
  hasFailed = false;

  handleTestEvent({ name, test }) {
    if (name === 'test_done' && test.errors.length > 0) this.hasFailed = true;
    if (name === 'test_start' && this.hasFailed) test.mode = 'skip';
  }
}
