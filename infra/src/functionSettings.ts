import type { FunctionName } from './names.js';

/** How one of the functions runs. */
export interface FunctionSettings {
  /** The app whose bundle it is. */
  readonly app: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** How often Lambda repeats an asynchronous invocation that failed; absent where it is never invoked so. */
  readonly asyncRetries?: 0 | 1 | 2;
  /** How old an event may be that is still worth handling, in seconds. */
  readonly eventAgeSeconds?: number;
}

/** Memory and timeouts of the four functions (the poller's of seed 004), and what becomes of their events. */
export const functionSettings: Readonly<Record<FunctionName, FunctionSettings>> = {
  // It sleeps most of its time, and that is most of a drill's price: with this it is half of a wait loop's from 50
  // servers on. A thousand due executions fit (`npm run bench -- finder`).
  // The next minute's run does all that a failed one left: repeating it would only overlap.
  finder: { app: 'finder', memoryMb: 150, timeoutSeconds: 60, asyncRetries: 0, eventAgeSeconds: 60 },
  // The finder calls again when the poll is still due.
  poller: { app: 'poller', memoryMb: 256, timeoutSeconds: 300, asyncRetries: 0, eventAgeSeconds: 300 },
  // Repairs and machines' ends: doing them twice is harmless, losing them costs a minute.
  orchestrator: { app: 'orchestrator', memoryMb: 512, timeoutSeconds: 300, asyncRetries: 2, eventAgeSeconds: 3600 },
  // Only API Gateway calls it, and waits; it gives up after 30 s.
  api: { app: 'orchestrator', memoryMb: 512, timeoutSeconds: 29 },
};
