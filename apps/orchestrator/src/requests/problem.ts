import type { Fault, ProblemDetails } from '@drs-orchestration/core';
import type { HttpAnswer } from './httpAnswer.js';

const titles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Content Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** What a problem says besides its status and its sentence. */
export type ProblemMembers = Partial<Omit<ProblemDetails, 'type' | 'title' | 'status' | 'detail'>>;

/** A request that cannot be served, in the one shape all errors have (RFC 9457). */
export class Problem extends Error {
  readonly status: number;
  readonly members: ProblemMembers;
  readonly headers: Readonly<Record<string, string>>;
  constructor(status: number, detail: string, members: ProblemMembers = {}, headers: Readonly<Record<string, string>> = {}) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.members = members;
    this.headers = headers;
  }
}

/** 400, with every fault and its path. */
export function badRequest(detail: string, faults: readonly Fault[] = []): Problem {
  return new Problem(400, detail, faults.length === 0 ? {} : { faults });
}

/** A problem as an answer. */
export function problemAnswer(problem: Problem): HttpAnswer {
  const body: ProblemDetails = { type: 'about:blank', title: titles[problem.status] ?? 'Error', status: problem.status, detail: problem.message, ...problem.members };
  return { statusCode: problem.status, headers: { 'content-type': 'application/problem+json', ...problem.headers }, body: JSON.stringify(body) };
}
