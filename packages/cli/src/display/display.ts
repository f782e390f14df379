import type { ExecutionView } from '@drs-orchestration/core';
import type { RunEvent } from '../follow/events.js';
import type { RunResult } from '../follow/result.js';
import type { VerdictContext } from './verdict.js';

/** How a run is shown while it goes on, and at its end. */
export interface Display {
  /** What is new; `view` where the record was looked at. */
  show(events: readonly RunEvent[], view?: ExecutionView): void;
  /** Draws anew what changes by time alone. */
  redraw(): void;
  /** Leaves the terminal to `question`, e.g. for an approval. */
  aside<T>(question: () => Promise<T>): Promise<T>;
  /** The run is over. */
  end(result: RunResult, verdict: VerdictContext): void;
  /** Nothing more is shown, though the run is not over: it failed, or was left. */
  leave(): void;
}

/** Where text goes. */
export interface TextSink {
  write(text: string): void;
}
