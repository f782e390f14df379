import { describe, expect, it } from 'vitest';
import { RetryableError, ServiceError, TerminalError } from '../errors.js';
import { callService } from './callService.js';
import { durationSeconds } from './durations.js';
import { failureKind } from './failureKind.js';
import { serviceError } from './serviceErrors.js';

const answered = (httpStatusCode: number, name = 'SomeException') => Object.assign(new Error('no'), { name, $metadata: { httpStatusCode } });
const coded = (code: string) => Object.assign(new Error('no'), { code });

describe('the kind of a failure', () => {
  it.each([
    [answered(400), 'INVALID'],
    [answered(401), 'DENIED'],
    [answered(402), 'QUOTA'],
    [answered(403), 'DENIED'],
    [answered(404), 'NOT_FOUND'],
    [answered(409), 'CONFLICT'],
    [answered(429), 'THROTTLED'],
    [answered(500), 'SERVER'],
    [answered(599), 'SERVER'],
    [answered(503, 'SlowDown'), 'THROTTLED'],
    [answered(503, 'RequestLimitExceeded'), 'THROTTLED'],
    [answered(400, 'ThrottlingException'), 'THROTTLED'],
    [answered(400, 'InstanceLimitExceeded'), 'QUOTA'],
    [answered(400, 'InvalidInstanceID.NotFound'), 'NOT_FOUND'],
    [answered(400, 'ExpiredTokenException'), 'DENIED'],
    [Object.assign(answered(500), { $retryable: { throttling: true } }), 'THROTTLED'],
    [coded('ECONNRESET'), 'NETWORK'],
    [coded('ETIMEDOUT'), 'NETWORK'],
    [coded('EHOSTUNREACH'), 'NETWORK'],
    [coded('ENOTFOUND'), 'UNREACHABLE'],
    [coded('EAI_AGAIN'), 'UNREACHABLE'],
    [coded('ERR_TLS_CERT_ALTNAME_INVALID'), 'UNREACHABLE'],
    [coded('SELF_SIGNED_CERT_IN_CHAIN'), 'UNREACHABLE'],
    [coded('ERR_SSL_WRONG_VERSION_NUMBER'), 'UNREACHABLE'],
    [Object.assign(new Error('Request aborted'), { name: 'AbortError' }), 'NETWORK'],
    [Object.assign(new Error('no keys'), { name: 'CredentialsProviderError' }), 'DENIED'],
    [new Error('wrapped', { cause: coded('ENOTFOUND') }), 'UNREACHABLE'],
    [new TypeError('undefined is not a function'), undefined],
    ['a string', undefined],
    [undefined, undefined],
  ])('of %o is %s', (error, kind) => {
    expect(failureKind(error)).toBe(kind);
  });
});

describe('a failed call', () => {
  const fail = (error: unknown): Promise<unknown> => callService('DRS', 'DescribeJobs', () => Promise.reject(error as Error)).catch((thrown: unknown) => thrown);

  it('says what failed, why, and what to do next, and keeps its cause [R9.5]', async () => {
    const cause = answered(403, 'AccessDeniedException');
    const error = await fail(cause);
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toMatchObject({ code: 'DRS.DENIED', service: 'DRS', operation: 'DescribeJobs', kind: 'DENIED', cause });
    expect((error as Error).message).toBe('DRS DescribeJobs failed: AccessDeniedException: no. Check the credentials and the permissions of the role in use.');
  });

  it('for a name that nobody knows says of which Region it was made, where it was made of one [R9.5]', async () => {
    const unknown = (name: string) => Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND' });
    expect(await fail(unknown('drs.eu-wst-1.amazonaws.com'))).toMatchObject({
      kind: 'UNREACHABLE',
      message: 'DRS DescribeJobs failed: getaddrinfo ENOTFOUND drs.eu-wst-1.amazonaws.com. The request never reached it; check the endpoint, name resolution and certificates. The name is made of the Region eu-wst-1: check that there is such a Region, and that DRS is there.',
    });
    expect((await fail(unknown('drs.example')) as Error).message).not.toContain('Region');
  });

  it('whose answer the SDK stumbled over says that, and not over what; the cause has it [R9.5]', async () => {
    const cause = new TypeError('obj.items.map is not a function');
    const answeredOddly = serviceError({ service: 'DRS', operation: 'DescribeJobs', error: cause, call: { signal: undefined, sent: true } });
    expect(answeredOddly).toMatchObject({ kind: 'SERVER', message: 'DRS DescribeJobs failed: its answer cannot be read. The service itself failed; try again later.', cause });
    const launch = serviceError({ service: 'DRS', operation: 'StartRecovery', error: cause, call: { signal: undefined, sent: true } });
    expect(launch.message).toBe('DRS StartRecovery failed: its answer cannot be read. Whether it acted is not known; look before repeating it.');
  });

  it.each([[7], [{ text: 'no' }], [null], [undefined], ['']])('whose message is %j is a failure all the same', async (message) => {
    const odd = Object.assign(answered(403, 'AccessDeniedException'), { message });
    expect(await fail(odd)).toMatchObject({ kind: 'DENIED', message: 'DRS DescribeJobs failed: no reason given. Check the credentials and the permissions of the role in use.' });
    expect(await fail(Object.assign(answered(403), { name: { odd: true } }))).toMatchObject({ kind: 'DENIED', message: expect.stringContaining('failed: no.') as string });
  });

  it('that never left the program is invalid; it was not the service', async () => {
    expect(await fail(new TypeError('cannot serialize'))).toMatchObject({ kind: 'INVALID' });
  });

  it('that failed with an error of ours stays that error', async () => {
    const role = new ServiceError({ service: 'STS', operation: 'AssumeRole', kind: 'DENIED', message: 'refused' });
    expect(await fail(role)).toBe(role);
    const other = new TerminalError('MissingPort', 'none');
    expect(await fail(other)).toBe(other);
    expect(await fail(new RetryableError('Later', 'later'))).toMatchObject({ service: 'DRS' });
  });
});

describe('an ISO 8601 duration', () => {
  it.each([['PT0S', 0], ['PT90S', 90], ['PT1M30.5S', 90.5], ['P1DT2H', 93_600], ['P2W', 1_209_600], ['P', undefined], ['PT', undefined], ['', undefined], ['90', undefined]])(
    '%s is %s seconds',
    (duration, seconds) => expect(durationSeconds(duration)).toBe(seconds),
  );
});
