import type { Fault } from '@drs-orchestration/core';

/** A request that the API refused, in its own words. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly faults: readonly Fault[];
  constructor(status: number, detail: string, faults: readonly Fault[] = []) {
    super(detail);
    this.name = 'ApiProblem';
    this.status = status;
    this.faults = faults;
  }
}
