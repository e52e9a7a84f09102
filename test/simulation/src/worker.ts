import { parentPort } from 'node:worker_threads';
import { runJob, type Job } from './jobs.js';

/* A worker thread of a run: does one job after the other. */
parentPort?.on('message', (job: Job) => {
  runJob(job).then(
    (result) => parentPort?.postMessage({ result }),
    (failure: unknown) =>
      parentPort?.postMessage({ failure: failure instanceof Error ? failure.stack : String(failure) }),
  );
});
