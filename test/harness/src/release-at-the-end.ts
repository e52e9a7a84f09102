import { afterAll } from '@jest/globals';
import { releaseAll } from './release.js';

/** For jest's `setupFilesAfterEnv`: whatever the tests of a file hold is given back after them. */
afterAll(releaseAll, 20_000);
