import type { Clock, FailureKind } from '@drs-orchestration/core';
import { answerCall } from '../answerCall.js';
import type { AwsFault } from '../awsFault.js';
import type { DrsEmulator } from '../drsEmulator.js';
import type { Caller, Input } from '../operations/operation.js';
import type { ServiceId } from '../world.js';
import { failureKindOf, givenUp, NoAnswer, refusesKeys, serviceErrorOf } from './serviceErrorOf.js';

/** READS may be repeated whenever no answer came; LAUNCHES only when throttled (design section 11). */
export type RepeatMode = 'READS' | 'LAUNCHES';

/** Waits before the first, second and third repetition, in milliseconds (P8, P13). */
const delays: readonly number[] = [2000, 4000, 8000];

/** How long an attempt waits for its answer, in milliseconds: as core's clients do. */
const attemptTimeout = 10_000;

const repeatable: Readonly<Record<RepeatMode, ReadonlySet<FailureKind>>> = {
  READS: new Set<FailureKind>(['THROTTLED', 'NETWORK', 'SERVER']),
  LAUNCHES: new Set<FailureKind>(['THROTTLED']),
};

/** A call, repeated as its mode says. */
export interface InProcessCall {
  readonly service: ServiceId;
  readonly operation: string;
  readonly input: Input;
  readonly mode: RepeatMode;
  readonly signal?: AbortSignal;
  readonly about?: string;
}

/** Who calls: asked before each attempt, since keys may have to be renewed. */
export interface CallerSource {
  (): Promise<Caller>;
  /** Has it forget the keys that it holds, since they were refused; where it can have others. */
  readonly drop?: () => void;
}

/** Calls of an emulator from the same process: no HTTP, no SDK, but the same waits and failures as with both. */
export interface InProcessCalls {
  /**
   * The answer's members, as the service's wire format has them.
   * @throws ServiceError as core's adapters do.
   */
  (call: InProcessCall, caller: CallerSource): Promise<object>;
}

/** Waits on a clock for an answer that never comes, until time or the caller's patience is over. */
async function waitInVain(clock: Clock, signal: AbortSignal | undefined): Promise<NoAnswer> {
  try {
    await clock.sleep(attemptTimeout, signal);
    return new NoAnswer(`no answer within ${attemptTimeout / 1000} s`);
  } catch {
    return new NoAnswer(`given up while waiting for an answer: ${String(signal?.reason)}`);
  }
}

/** Calls of `emulator`, whose waits are on `clock`. */
export function inProcessCalls(emulator: DrsEmulator, clock: Clock): InProcessCalls {
  async function attempt(call: InProcessCall, caller: Caller): Promise<object | AwsFault | NoAnswer> {
    const reply = answerCall(emulator, { ...caller, service: call.service, operation: call.operation, input: call.input });
    if (reply.kind === 'ANSWER') return reply.answer;
    if (reply.kind === 'REFUSAL') return reply.fault;
    return reply.kind === 'CUT' ? new NoAnswer('the connection was cut') : waitInVain(clock, call.signal);
  }

  return async (call, caller) => {
    const { service, operation, mode, signal, about } = call;
    const named = service.toUpperCase();
    let failure: Error | undefined;
    async function attemptNow(): Promise<object | AwsFault | NoAnswer> {
      // Where an earlier attempt was answered and none is in flight, that answer is what is known.
      const outcome = await attempt(call, await unlessAborted(caller, signal, () => failure ?? givenUp(named, operation, signal)));
      if (outcome instanceof Error) failure = serviceErrorOf(named, operation, outcome, about);
      return outcome;
    }
    let droppable = caller.drop;
    for (const delay of [...delays, undefined]) {
      let outcome = await attemptNow();
      if (droppable !== undefined && refusesKeys(outcome)) {
        droppable();
        droppable = undefined;
        outcome = await attemptNow();
      }
      if (!(outcome instanceof Error)) return outcome;
      if (delay === undefined || !repeatable[mode].has(failureKindOf(outcome))) break;
      await clock.sleep(delay, signal).catch(() => undefined);
    }
    throw failure ?? new Error('no attempt was made');
  };
}

/** What `work` resolves with, unless the signal is aborted before: then `refusal` is thrown at once. */
async function unlessAborted<T>(work: () => Promise<T>, signal: AbortSignal | undefined, refusal: () => Error): Promise<T> {
  if (signal === undefined) return work();
  if (signal.aborted) throw refusal();
  let onAbort = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(refusal());
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([work(), aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
