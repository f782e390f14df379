import { ServiceError, TerminalError, type FailureKind } from '../errors.js';
import type { Call } from './call.js';
import { failureKind } from './failureKind.js';

const nextStep: Readonly<Record<FailureKind, string>> = {
  THROTTLED: 'It is being asked too often; wait a little, or have its request quota raised.',
  CONFLICT: 'Something else is at the same resource; look what that is, then try again.',
  QUOTA: 'Wait until something has ended, or have the quota raised.',
  INVALID: 'Correct what it names; repeating the call will not help.',
  NOT_FOUND: 'Check the id, the account and the Region.',
  DENIED: 'Check the credentials and the permissions of the role in use.',
  UNINITIALIZED: 'Initialize Elastic Disaster Recovery in this account and Region first.',
  SERVER: 'The service itself failed; try again later.',
  NETWORK: 'No answer came; check the network, then try again.',
  UNREACHABLE: 'The request never reached it; check the endpoint, name resolution and certificates.',
};

/** Calls after which it matters whether the service acted. */
const acting: ReadonlySet<string> = new Set(['StartRecovery', 'TerminateRecoveryInstances']);

/** What to do next; of a call that may have acted, to look first. */
function nextStepOf(kind: FailureKind, operation: string): string {
  const uncertain = acting.has(operation) && (kind === 'SERVER' || kind === 'NETWORK');
  return uncertain ? 'Whether it acted is not known; look before repeating it.' : nextStep[kind];
}

/** Of a name that nobody knows, the Region of which the SDK made it: a plan's Region may be misspelt. */
function regionHint(reason: string, service: string): string {
  const region = /ENOTFOUND \S*?[.]([a-z]{2}(?:-[a-z]+)+-\d)[.]/u.exec(reason)?.[1];
  return region === undefined ? '' : ` The name is made of the Region ${region}: check that there is such a Region, and that ${service} is there.`;
}

/** Whether the SDK could not make sense of what came: it says so by whatever its own code stumbled over. */
function isUnreadable(error: Error, call: Call | undefined): boolean {
  return call?.sent === true && (error instanceof TypeError || error instanceof SyntaxError) && !('code' in error);
}

/** What happened, as far as a person is concerned. */
function awsReasonOf(error: unknown, call?: Call): string {
  if (!(error instanceof Error)) return String(error);
  if (isUnreadable(error, call)) return 'its answer cannot be read';
  // The SDK copies an answer's members into its errors as they came, of whatever type.
  const { name, message, code } = error as { readonly name: unknown; readonly message: unknown; readonly code?: unknown };
  const said = [message, code].find((words) => typeof words === 'string' && words !== '') as string | undefined;
  if (said === undefined || typeof name !== 'string') return said ?? 'no reason given';
  return name === 'Error' || said.includes(name) ? said : `${name}: ${said}`;
}

/**
 * The ServiceError for what a client threw; one that is a ServiceError already (a role that could not be assumed)
 * or a TerminalError of ours stays what it is.
 */
export function serviceError(details: {
  readonly service: string;
  readonly operation: string;
  readonly error: unknown;
  readonly call?: Call;
  /** What it was about, e.g. a table's name. */
  readonly about?: string | undefined;
}): TerminalError {
  const { service, operation, error, call } = details;
  const about = details.about === undefined ? '' : ` (${details.about})`;
  if (call?.signal?.aborted === true && !call.sent) {
    if (call.lastFailure !== undefined) return serviceError({ ...details, error: call.lastFailure, call: { ...call, signal: undefined } });
    const message = `${service} ${operation}${about} was given up before it was sent: ${awsReasonOf(error)}.`;
    return new ServiceError({ service, operation, kind: 'UNREACHABLE', message }, { cause: error });
  }
  if (error instanceof TerminalError) return error;
  const abortedInFlight = call?.signal?.aborted === true && error === call.signal.reason;
  const kind = abortedInFlight ? 'NETWORK' : (failureKind(error) ?? (call?.sent === true ? 'SERVER' : 'INVALID'));
  const resourceId = (error as { resourceId?: unknown } | null)?.resourceId;
  const reason = awsReasonOf(error, call).replace(/\.$/, '');
  return new ServiceError(
    {
      service,
      operation,
      kind,
      message: `${service} ${operation}${about} failed: ${reason}. ${nextStepOf(kind, operation)}${regionHint(reason, service)}`,
      resourceId: typeof resourceId === 'string' ? resourceId : undefined,
    },
    { cause: error },
  );
}
