import { formatFaults, reasonOf } from '@drs-orchestration/core';
import { ApiProblem, NotAllowedError, UnreachableError } from '../api/apiProblem.js';
import { conflict, internalError, notAllowed, notFound, unreachable, wrongInput } from '../exitStatus.js';
import { InputError } from '../input/inputError.js';
import { InUseError } from '../local/inUseError.js';

/** What is said about a failure, and the exit status that tells it. */
export interface ExplainedFailure {
  readonly text: string;
  readonly status: number;
}

/** A failure for the person at the terminal: what happened and what to do next; the one place that says so. */
export function explainFailure(error: unknown): ExplainedFailure {
  if (error instanceof InputError) return { text: error.message, status: wrongInput };
  if (error instanceof InUseError) return { text: error.message, status: conflict };
  if (error instanceof NotAllowedError) return { text: error.message, status: notAllowed };
  if (error instanceof UnreachableError) return { text: error.message, status: unreachable };
  if (error instanceof ApiProblem) return problem(error);
  return { text: `drsctl failed: ${reasonOf(error)}\nRun it again with --debug to see where.`, status: internalError };
}

function problem(error: ApiProblem): ExplainedFailure {
  const said = [error.message, ...(error.faults.length === 0 ? [] : [formatFaults(error.faults, 'request')])];
  const next = nextStep(error);
  return { text: [...said, ...(next === undefined || said[0]?.includes('drsctl') === true ? [] : [next])].join('\n'), status: statusOf(error.status) };
}

function statusOf(status: number): number {
  if (status === 404) return notFound;
  if (status === 409) return conflict;
  if (status === 401 || status === 403) return notAllowed;
  return status === 429 || status >= 500 ? unreachable : wrongInput;
}

function nextStep({ status, path, executionId, version, message }: ApiProblem): string | undefined {
  if (status === 404) {
    if (path.startsWith('/plans')) return 'drsctl plan list shows the plans there are.';
    if (path.startsWith('/protection-groups')) return 'drsctl group list shows the groups there are.';
    // A start or a retry names a plan.
    return path === '/executions' || path.endsWith('/retry') ? 'drsctl plan list shows the plans there are.' : 'drsctl executions list shows the executions there are.';
  }
  if (status === 409 && executionId !== undefined && !path.includes(executionId)) return `See drsctl executions show ${executionId}.`;
  if (status === 409 && version !== undefined) return `Version ${version} is stored: look at it (drsctl ${path.startsWith('/plans') ? 'plan' : 'group'} show), then run this again.`;
  if (status === 429 && !/again/iu.test(message)) return 'Wait a moment, and try again.';
  return undefined;
}
