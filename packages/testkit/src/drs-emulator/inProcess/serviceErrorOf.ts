import { ServiceError, type FailureKind } from '@drs-orchestration/core';
import { AwsFault } from '../awsFault.js';

const kindsByCode: Readonly<Record<string, FailureKind>> = {
  Throttling: 'THROTTLED',
  RequestLimitExceeded: 'THROTTLED',
  ExpiredToken: 'DENIED',
  RequestExpired: 'DENIED',
  UninitializedAccountException: 'UNINITIALIZED',
  'InvalidInstanceID.NotFound': 'NOT_FOUND',
};

const kindsByStatus: Readonly<Record<number, FailureKind>> = { 402: 'QUOTA', 403: 'DENIED', 404: 'NOT_FOUND', 409: 'CONFLICT', 429: 'THROTTLED' };

function kindOf({ code, status }: AwsFault): FailureKind {
  return kindsByCode[code] ?? kindsByStatus[status] ?? (status >= 500 ? 'SERVER' : 'INVALID');
}

/** A call that had no answer: whether the service acted is not known. */
export class NoAnswer extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'NoAnswer';
  }
}

const codesOfRefusedKeys: ReadonlySet<string> = new Set(['ExpiredToken', 'ExpiredTokenException', 'RequestExpired']);

/** Whether an attempt was refused for its keys: with others it may be made again. */
export function refusesKeys(outcome: object): boolean {
  return outcome instanceof AwsFault && codesOfRefusedKeys.has(outcome.code);
}

/** The kind of an attempt's failure, as core's adapters over the SDK have it (design section 11). */
export function failureKindOf(failure: AwsFault | NoAnswer): FailureKind {
  return failure instanceof AwsFault ? kindOf(failure) : 'NETWORK';
}

/** The ServiceError for an attempt's failure; `about` is what the call was about. */
export function serviceErrorOf(service: string, operation: string, failure: AwsFault | NoAnswer, about?: string): ServiceError {
  const kind = failureKindOf(failure);
  const resourceId = failure instanceof AwsFault ? failure.members['resourceId'] : undefined;
  const reason = failure instanceof AwsFault ? `${failure.code}: ${failure.message}` : failure.message;
  const message = `${service} ${operation}${about === undefined ? '' : ` (${about})`} failed: ${reason.replace(/\.$/, '')}. The emulator was told to, or the request is wrong.`;
  return new ServiceError({ service, operation, kind, message, resourceId: typeof resourceId === 'string' ? resourceId : undefined }, { cause: failure });
}

/** The ServiceError for a call that was given up before it was sent, so that the service never heard of it. */
export function givenUp(service: string, operation: string, signal: AbortSignal | undefined): ServiceError {
  const message = `${service} ${operation} was given up before it was sent: ${String(signal?.reason)}.`;
  return new ServiceError({ service, operation, kind: 'UNREACHABLE', message }, { cause: signal?.reason });
}
