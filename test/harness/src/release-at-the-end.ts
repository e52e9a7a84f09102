import { afterAll } from '@jest/globals';
import { releaseAll } from './release.js';

/** For jest's `setupFilesAfterEnv`: releases everything that the tests of a file hold, after them. */
afterAll(releaseAll, 20_000);
