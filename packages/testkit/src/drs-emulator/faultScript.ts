import type { CallFault, CallFaultKind, WorldFault } from './world.js';

/** Decides which calls go wrong, as a scenario's faults say. */
export class FaultScript {
  readonly #faults: CallFault[];
  readonly #now: () => number;
  readonly #attempts = new Map<string, number>();

  /** @param now seconds since the world's start */
  constructor(faults: readonly WorldFault[], now: () => number) {
    this.#faults = faults.filter((fault): fault is CallFault => 'Service' in fault);
    this.#now = now;
  }

  add(...faults: readonly CallFault[]): void {
    this.#faults.push(...faults);
  }

  /** What goes wrong with the call of an operation that comes in now; every look counts as an attempt. */
  next(service: string, operation: string): CallFault | undefined {
    const key = `${service}.${operation}`;
    const attempt = (this.#attempts.get(key) ?? 0) + 1;
    this.#attempts.set(key, attempt);
    const now = this.#now();
    return this.#faults.find((fault) => {
      if (fault.Service !== service || (fault.Operation !== operation && fault.Operation !== '*')) return false;
      if (fault.Attempt !== undefined && fault.Attempt !== attempt) return false;
      return now >= (fault.FromSecond ?? 0) && now < (fault.ToSecond ?? Infinity);
    });
  }
}

/** Faults that are an answer of the service. */
export const answeredFaults: Partial<Record<CallFaultKind, readonly [code: string, status: number, message: string]>> = {
  THROTTLE: ['ThrottlingException', 429, 'Rate exceeded'],
  INTERNAL_ERROR: ['InternalServerException', 500, 'The service failed'],
  CONFLICT: ['ConflictException', 409, 'One or more of the Source Servers included in the API call are currently participating in a job.'],
  QUOTA: ['ServiceQuotaExceededException', 402, 'A quota is exceeded'],
};
