import { describe, expect, it } from 'vitest';
import { approvalMessage, endMessage, timeoutMessage } from '../../src/ending/messages.js';
import { isDone } from '../../src/ending/afterEnd.js';
import { aHeader, aWave, serverId, serverIn, serversIn, start } from '../records.js';

const topic = 'arn:aws:sns:us-east-1:111111111111:dr';
const ended = (keys: Parameters<typeof aHeader>[0] = {}): ReturnType<typeof aHeader> => aHeader({ Status: 'COMPLETED', EndTime: start + 1234, ...keys });

describe('the message about the end [R8.5] [P25]', () => {
  it('sums a success up: five fields, Duration in seconds, ServerCount an integer [R8.1] [P23]', () => {
    const { topicArn, subject, message } = endMessage(topic, ended(), [aWave({ Servers: serversIn('LAUNCHED', 'TERMINATED') })]);
    expect(topicArn).toBe(topic);
    expect(subject).toBe('DRILL Test plan: COMPLETED');
    expect(message).toMatchObject({ ExecutionId: 'e-1', PlanId: 'plan-test', Status: 'COMPLETED', Duration: 1234, ServerCount: 2 });
    expect(message).not.toHaveProperty('Errors');
  });

  it.each(['FAILED', 'PARTIAL', 'TIMEOUT', 'CANCELLED'] as const)('of a %s run has the errors and the servers concerned [R8.2] [P24]', (Status) => {
    const waves = [aWave({ Servers: [serverIn('LAUNCHED'), serverIn('FAILED', { SourceServerId: serverId(2), Error: 'no capacity' })] })];
    const { message } = endMessage(topic, ended({ Status }), waves);
    expect(message).toMatchObject({ Status, ServerCount: 2, LaunchedCount: 1 });
    expect(message['Errors']).toEqual([expect.objectContaining({ Message: 'no capacity', SourceServerId: serverId(2), RecoveryJobId: 'drsjob-1' })]);
    expect(message['Servers']).toEqual([{ SourceServerId: serverId(2), Status: 'FAILED' }]);
  });

  it('stays far below SNS\'s 256 KB, however much went wrong', () => {
    const Servers = Array.from({ length: 300 }, (_, index) => serverIn('FAILED', { SourceServerId: serverId(index), Error: 'x'.repeat(400) }));
    const { message } = endMessage(topic, ended({ Status: 'FAILED' }), Array.from({ length: 40 }, () => aWave({ Servers })));
    expect(message['ServerCount']).toBe(12_000);
    expect(JSON.stringify(message).length).toBeLessThan(200_000);
  });

  it('has a subject that SNS takes: 100 printable ASCII characters', () => {
    const { subject } = endMessage(topic, ended({ PlanName: `Büro\n${'x'.repeat(200)}` }), []);
    expect(subject).toMatch(/^[ -~]{1,100}$/);
  });

  it('of a run that has no end yet has a Duration all the same', () => {
    expect(endMessage(topic, aHeader(), []).message['Duration']).toBe(0);
  });
});

describe('messages on the way', () => {
  it('an approval is asked for with how to answer, and until when', () => {
    const wave = aWave({ WaveNumber: 2, Approval: { RequestedAt: start, ExpiresAt: start + 600 } });
    const { message, subject } = approvalMessage(topic, aHeader(), wave);
    expect(subject).toContain('wave 2 awaits approval');
    expect(message).toMatchObject({ ExecutionId: 'e-1', WaveNumber: 2, ExpiresAt: start + 600 });
    expect(message['Approve']).toBe('drsctl executions approve e-1 --wave 2 --reason "..."');
    expect(message['Reject']).toBe('drsctl executions reject e-1 --wave 2 --reason "..."');
  });

  it('each has the five fields too: Duration in whole seconds so far, ServerCount that of its wave [R8.5] [P25]', () => {
    const wave = aWave({ EndTime: start + 1900, Servers: serversIn('STARTED', 'LAUNCHED'), Approval: { RequestedAt: start + 60, ExpiresAt: start + 600 } });
    const five = { ExecutionId: 'e-1', PlanId: 'plan-test', Status: 'POLLING', ServerCount: 2 };
    expect(approvalMessage(topic, aHeader(), wave).message).toMatchObject({ ...five, Duration: 60 });
    expect(timeoutMessage(topic, aHeader(), wave).message).toMatchObject({ ...five, Duration: 1900 });
  });

  it('a timeout names the servers concerned', () => {
    const wave = aWave({ Servers: [serverIn('STARTED', { TimeoutDetected: true }), serverIn('LAUNCHED', { SourceServerId: serverId(2) })] });
    expect(timeoutMessage(topic, aHeader(), wave).message).toMatchObject({ Type: 'WaveTimedOut', WaveNumber: 1, Servers: [{ SourceServerId: serverId(1), Status: 'STARTED' }] });
  });
});

describe('when nothing of a run is open any more', () => {
  const over = ended({ Locked: false, NotificationStatus: 'SENT', CleanUp: { Status: 'COMPLETED', Run: 0, TerminatedCount: 2, Remaining: [] } });

  it('it leaves OpenIndex', () => {
    expect(isDone(over)).toBe(true);
    expect(isDone({ ...over, NotificationStatus: 'FAILED' })).toBe(true);
    expect(isDone({ ...over, NotificationStatus: 'NOT_CONFIGURED' })).toBe(true);
  });

  it.each([
    ['its end', { Status: 'POLLING' as const }],
    ['its message', { NotificationStatus: 'PENDING' as const }],
    ['its lock', { Locked: true }],
    ['its clean-up, not begun', { CleanUp: { Status: 'PENDING' as const, Run: 0, TerminatedCount: 0, Remaining: [] } }],
    ['its clean-up', { CleanUp: { Status: 'IN_PROGRESS' as const, Run: 0, TerminatedCount: 0, Remaining: [] } }],
  ])('but not while %s is', (_what, keys) => {
    expect(isDone({ ...over, ...keys })).toBe(false);
  });
});
