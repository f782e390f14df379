import { Worker } from 'node:worker_threads';
import type { RunRequest, RunSummary } from './runSummary.js';

/** Makes runs on worker threads, each taking the next as it is done with one; `onDone` returns false to end early. */
export async function runOnWorkers(file: URL, requests: readonly RunRequest[], workers: number, onDone: (summary: RunSummary) => boolean): Promise<void> {
  let next = 0;
  let goOn = true;
  const work = (): Promise<void> =>
    new Promise((resolve, reject) => {
      // Nothing of how this process runs its own sources: `file` is a bundle.
      const worker = new Worker(file, { execArgv: ['--enable-source-maps'] });
      const give = (): void => {
        const request = goOn ? requests[next++] : undefined;
        if (request !== undefined) return worker.postMessage(request);
        void worker.terminate().then(() => resolve());
      };
      worker.on('message', (summary: RunSummary) => {
        goOn = onDone(summary) && goOn;
        give();
      });
      worker.on('error', reject);
      give();
    });
  await Promise.all(Array.from({ length: Math.min(workers, requests.length) }, work));
}
