import { ServiceError, type FailureKind } from '../errors.js';

/** The parts of an SDK's or Node's error that tell what happened. */
interface Clues {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly cause?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $retryable?: { readonly throttling?: boolean };
  readonly CancellationReasons?: readonly { readonly Code?: string }[];
}

const kindsByName: Readonly<Record<string, FailureKind>> = Object.fromEntries(
  (
    [
      [
        'THROTTLED',
        'BandwidthLimitExceeded EC2ThrottledException PriorRequestNotComplete ProvisionedThroughputExceededException ' +
          'RequestLimitExceeded RequestThrottled RequestThrottledException SlowDown ThrottledException Throttling ' +
          'ThrottlingException ThrottlingError ProvisionedThroughputExceeded TooManyRequestsException ' +
          'TransactionInProgressException Throttled',
      ],
      ['CONFLICT', 'ConflictException ConditionalCheckFailedException TransactionConflictException ' +
        'ConditionalCheckFailed TransactionConflict ExecutionAlreadyExists'],
      ['QUOTA', 'ServiceQuotaExceededException LimitExceededException ExecutionLimitExceeded ItemCollectionSizeLimitExceeded ' +
        'ItemCollectionSizeLimitExceededException'],
      ['NOT_FOUND', 'ResourceNotFoundException ExecutionDoesNotExist StateMachineDoesNotExist TaskDoesNotExist NotFound ' +
        'NotFoundException'],
      [
        'DENIED',
        'AccessDenied AccessDeniedException AuthFailure AuthorizationError AuthorizationErrorException ' +
          'CredentialsProviderError ExpiredToken ExpiredTokenException InvalidClientTokenId InvalidSignatureException ' +
          'MissingAuthenticationToken NotAuthorized RequestExpired SignatureDoesNotMatch UnauthorizedOperation UnrecognizedClientException',
      ],
      ['UNINITIALIZED', 'UninitializedAccountException'],
      ['NETWORK', 'AbortError TimeoutError RequestTimeout RequestTimeoutException'],
    ] as const
  ).flatMap(([kind, names]) => names.split(' ').map((name) => [name, kind])),
);

/** The name did not resolve. */
const nameFailures = new Set(['ENOTFOUND', 'EAI_AGAIN']);
/** OpenSSL's and Node's codes for a TLS handshake or a certificate that failed. */
const tlsFailure =
  /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|DEPTH_ZERO_SELF_SIGNED_CERT$|SELF_SIGNED_CERT_IN_CHAIN$|HOSTNAME_MISMATCH$|INVALID_CA$|EPROTO$)/;
const networkFailure = /^(E[A-Z]+|ERR_STREAM_PREMATURE_CLOSE|UND_ERR_\w+)$/;

const kindsByStatus: Readonly<Record<number, FailureKind>> = {
  401: 'DENIED', 402: 'QUOTA', 403: 'DENIED', 404: 'NOT_FOUND', 408: 'NETWORK', 409: 'CONFLICT', 429: 'THROTTLED',
};

/** A cancelled transaction says why for each of its writes; what is certain and final comes before what may pass. */
function kindOfCancellation(reasons: readonly { readonly Code?: string }[]): FailureKind {
  const kinds = reasons.filter(({ Code }) => Code !== undefined && Code !== 'None').map(({ Code }) => kindsByName[Code ?? '']);
  if (kinds.includes('CONFLICT')) return 'CONFLICT';
  if (kinds.length > 0 && kinds.every((kind) => kind === 'THROTTLED')) return 'THROTTLED';
  return kinds.includes('QUOTA') ? 'QUOTA' : 'INVALID';
}

/**
 * What kind of failure an error of an AWS client is; undefined where neither the service nor the network said so
 * (an answer that could not be read, a request that could not be written).
 */
export function failureKind(error: unknown): FailureKind | undefined {
  if (error instanceof ServiceError) return error.kind;
  if (typeof error !== 'object' || error === null) return undefined;
  const clues = error as Clues;
  if (clues.name === 'TransactionCanceledException') return kindOfCancellation(clues.CancellationReasons ?? []);
  if (clues.$retryable?.throttling === true) return 'THROTTLED';
  if (typeof clues.code === 'string') {
    if (nameFailures.has(clues.code) || tlsFailure.test(clues.code)) return 'UNREACHABLE';
    if (networkFailure.test(clues.code)) return 'NETWORK';
  }
  const named = typeof clues.name === 'string' ? (kindsByName[clues.name] ?? kindOfEc2Name(clues.name)) : undefined;
  const status = clues.$metadata?.httpStatusCode;
  if (named !== undefined) return named;
  if (status !== undefined && status >= 300) return status >= 500 ? 'SERVER' : (kindsByStatus[status] ?? 'INVALID');
  return clues.cause === undefined ? undefined : failureKind(clues.cause);
}

/** EC2 composes its codes, e.g. `InvalidInstanceID.NotFound`. */
function kindOfEc2Name(name: string): FailureKind | undefined {
  if (name.endsWith('.NotFound')) return 'NOT_FOUND';
  return name.endsWith('LimitExceeded') && !name.startsWith('Request') ? 'QUOTA' : undefined;
}
