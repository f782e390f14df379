import { DescribeJobsCommand, DescribeRecoveryInstancesCommand, TerminateRecoveryInstancesCommand } from '@aws-sdk/client-drs';
import { afterEach, describe, expect, it } from 'vitest';
import { ec2State, emulated, endEmulated, launched, refusalOf, worldOf } from '../../../../test/drs-emulator/emulated.js';
import { serverIds } from '../../../plans/serverIds.js';

afterEach(endEmulated);

describe('TerminateRecoveryInstances', () => {
  it('answers 200 with a job; when that is over DRS does not know the instances, and EC2 and their launch job say so', async () => {
    const run = await launched();
    const { drs, clock, ids, jobId } = run;
    const { job, $metadata } = await drs.send(new TerminateRecoveryInstancesCommand({ recoveryInstanceIDs: [...ids] }));
    expect($metadata.httpStatusCode).toBe(200);
    expect(job).toMatchObject({ type: 'TERMINATE', initiatedBy: 'TERMINATE_RECOVERY_INSTANCES', participatingServers: serverIds(2).map((sourceServerID) => ({ sourceServerID })) });
    expect(await ec2State(run, ids[0] ?? '')).toBe('shutting-down');
    await clock.advance(20_000);
    const jobs = (await drs.send(new DescribeJobsCommand({}))).items ?? [];
    expect(jobs.map((each) => [each.jobID, each.status, each.participatingServers?.map((server) => server.launchStatus)])).toEqual([
      [job?.jobID, 'COMPLETED', ['TERMINATED', 'TERMINATED']], [jobId, 'COMPLETED', ['TERMINATED', 'TERMINATED']],
    ]);
    expect((await drs.send(new DescribeRecoveryInstancesCommand({}))).items).toEqual([]);
    expect(await ec2State(run, ids[0] ?? '')).toBe('terminated');
    expect(await refusalOf(drs.send(new TerminateRecoveryInstancesCommand({ recoveryInstanceIDs: [...ids] })))).toMatchObject({ name: 'ConflictException' });
  });

  it('of instances that are being terminated is a conflict that names none of them', async () => {
    const { drs, ids } = await launched();
    await drs.send(new TerminateRecoveryInstancesCommand({ recoveryInstanceIDs: [...ids] }));
    const refused = await refusalOf(drs.send(new TerminateRecoveryInstancesCommand({ recoveryInstanceIDs: [...ids] })));
    expect(refused).toMatchObject({ name: 'ConflictException', status: 409 });
    for (const id of ids) expect(refused?.message).not.toContain(id);
  });

  const instanceId = (index: number): string => `i-${String(index).padStart(17, '0')}`;
  it.each([[[]], [['i-1']], [[instanceId(1), instanceId(1)]], [Array.from({ length: 201 }, (_, index) => instanceId(index))]])('of %j is refused', async (recoveryInstanceIDs) => {
    const { drs } = await emulated(worldOf(1));
    expect(await refusalOf(drs.send(new TerminateRecoveryInstancesCommand({ recoveryInstanceIDs })))).toMatchObject({ name: 'ValidationException', status: 400 });
  });

  it('needs a slot as launches do', async () => {
    const { drs, ids } = await launched(worldOf(2, { Quotas: { ConcurrentJobs: 2 }, OtherJobs: [{ Count: 1 }] }));
    await drs.send(new TerminateRecoveryInstancesCommand({ recoveryInstanceIDs: [ids[0] ?? ''] }));
    await expect(drs.send(new TerminateRecoveryInstancesCommand({ recoveryInstanceIDs: [ids[1] ?? ''] }))).rejects.toMatchObject({ quotaCode: 'L-D88FAC3A' });
  });
});
