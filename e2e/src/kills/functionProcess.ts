// A process of its own in which functions run, to be killed at any moment: it answers invocations that come by IPC.
import type { Clock } from '@drs-orchestration/core';
import { sinkLogger, sinkMetrics, wallPacer } from '@drs-orchestration/testkit';
import { systemFunctions } from '../system/functions.js';
import type { Answer, Invocation, MortalFunction } from './relay.js';

/** The system's clock as far as it is known here: what it showed when an invocation came, and on from there. */
class RelayedClock implements Clock {
  #shown = 0;
  #at = 0;
  #speed = 1;

  set({ now, speed }: Pick<Invocation, 'now' | 'speed'>): void {
    this.#shown = Math.max(now, this.#at === 0 ? 0 : this.now());
    this.#at = wallPacer.now();
    this.#speed = speed;
  }

  now(): number {
    return Math.floor(this.#shown + (wallPacer.now() - this.#at) * this.#speed);
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const callOff = wallPacer.after(milliseconds / this.#speed, true, resolve);
      signal?.addEventListener('abort', () => {
        callOff();
        reject(signal.reason as Error);
      });
    });
  }

  standingStill<T>(work: () => Promise<T>): Promise<T> {
    return work();
  }
}

const clock = new RelayedClock();
const handlers = new Map<MortalFunction, (event: unknown) => Promise<unknown>>();
const answer = (what: Answer): void => void process.send?.(what);

function handlerOf({ name, environment }: Invocation): (event: unknown) => Promise<unknown> {
  const ports = { logger: sinkLogger(clock, name, () => undefined), metrics: sinkMetrics(clock, name, () => undefined) };
  const made = handlers.get(name) ?? (systemFunctions[name]({ clock, environment, ports }) as (event: unknown) => Promise<unknown>);
  handlers.set(name, made);
  return made;
}

process.on('message', (invocation: Invocation) => {
  clock.set(invocation);
  const { id, event } = invocation;
  Promise.resolve()
    .then(() => handlerOf(invocation)(event))
    .then(
      (payload) => answer({ kind: 'ANSWER', id, payload: payload ?? null }),
      (error: unknown) => answer({ kind: 'ERROR', id, name: error instanceof Error ? error.name : 'Error', message: String(error) }),
    );
});
process.on('disconnect', () => process.exit());
answer({ kind: 'READY' });
