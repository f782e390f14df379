import { aPlan } from '@drs-orchestration/testkit';
import { describe, expect, it } from 'vitest';
import { playHere } from '../../src/scenario.js';

const topic = 'arn:aws:sns:us-east-1:111111111111:told';

/** What goes wrong in this drill, each at another place of it; all of it passes. */
const faults = [
  { Service: 'drs', Operation: 'StartRecovery', Attempt: 1, Fault: 'LOSE_ANSWER' },
  { Service: 'drs', Operation: 'DescribeJobs', FromSecond: 300, ToSecond: 400, Fault: 'THROTTLE' },
  { Service: 'ec2', Operation: 'DescribeInstanceStatus', FromSecond: 1200, ToSecond: 1400, Fault: 'INTERNAL_ERROR' },
  { Service: 'sns', Operation: 'Publish', ToSecond: 2800, Fault: 'INTERNAL_ERROR' },
  { Service: 'drs', Operation: 'TerminateRecoveryInstances', Attempt: 1, Fault: 'INTERNAL_ERROR' },
] as const;

describe('the functions\' logs', () => {
  it('name for each thing that went wrong the run, where in it, what was asked of whom, and what came back; and of nothing else [B6]', (context) =>
    playHere(
      context,
      'its functions’ logs are not read',
      async (system) => {
        const { Database, Web } = system.servers;
        const ExecutionId = await system.start(aPlan({ PlanName: 'Troubled', Notifications: { SnsTopicArn: topic } }).withWave({ ServerIds: Database }).withWave({ ServerIds: Web }));
        const over = await system.untilOver(ExecutionId);
        expect(over).toMatchObject({ Status: 'COMPLETED', Errors: [], CleanUp: { Status: 'COMPLETED', TerminatedCount: 4 } });

        const troubles = system.log.filter(({ level }) => level !== 'INFO');
        for (const line of troubles) expect(line).toMatchObject({ ExecutionId, timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) });
        const first = (message: string): object | undefined => troubles.find((line) => line.message.startsWith(message));
        const causes = {
          'launch call unanswered': { level: 'WARN', service: 'orchestrator', WaveNumber: 1, CallId: expect.any(String), Servers: [...Database], reason: expect.stringContaining('DRS StartRecovery failed: TimeoutError: socket hang up') },
          'DRS could not be asked': { level: 'WARN', service: 'poller', code: 'DRS.THROTTLED', reason: expect.stringContaining('DRS DescribeJobs failed: ThrottlingException: Rate exceeded') },
          'an instance could not be looked at': { level: 'WARN', service: 'orchestrator', WaveNumber: 1, code: 'EC2.SERVER', reason: expect.stringContaining('EC2 DescribeInstanceStatus failed: InternalError') },
          'the message about the end could not be published': { level: 'ERROR', service: 'orchestrator', reason: expect.stringContaining(`SNS Publish (${topic}) failed: InternalErrorException`) },
          'clean-up has to try again': { level: 'WARN', service: 'orchestrator', reason: expect.stringContaining('DRS TerminateRecoveryInstances failed: InternalServerException') },
        } as const;
        for (const [message, fields] of Object.entries(causes)) expect(first(message), message).toMatchObject(fields);
        expect(troubles.filter(({ message }) => !Object.keys(causes).some((known) => message.startsWith(known)))).toEqual([]);
        // What became of the call of which nothing was heard stands under the same id, with the job that the record names.
        const { CallId } = first('launch call unanswered') as { readonly CallId: string };
        expect(system.log.find((line) => line.message === 'launch call found in DRS: adopted')).toMatchObject({ ExecutionId, WaveNumber: 1, CallId, RecoveryJobId: over.Waves[0]?.Servers[0]?.RecoveryJobId });
      },
      { world: { Faults: faults } },
    ));
});
