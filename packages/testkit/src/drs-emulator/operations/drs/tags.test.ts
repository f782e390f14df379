import { ListTagsForResourceCommand, TagResourceCommand, UntagResourceCommand } from '@aws-sdk/client-drs';
import { afterEach, describe, expect, it } from 'vitest';
import { emulated, endEmulated, refusalOf, worldOf } from '../../../../test/drs-emulator/emulated.js';
import { serverId } from '../../../plans/serverIds.js';

afterEach(endEmulated);

describe('the tags of a resource', () => {
  it.each(['source-server', 'job', 'recovery-instance'])('of a %s are listed, added, overwritten and taken off', async (kind) => {
    const { drs, emulator, clock } = await emulated(worldOf(0, { Servers: [{ SourceServerId: serverId(1), Tags: { tier: 'db' } }], Profile: { JobPending: 0, JobStarted: 1, Launching: 1, LaunchActions: 0, SpreadPercent: 0 } }));
    const job = emulator.startLaunch([serverId(1)], true, { tier: 'db' });
    await clock.advance(2000);
    const id = { 'source-server': serverId(1), job: job.id, 'recovery-instance': job.servers[0]?.instanceId }[kind];
    const resourceArn = `arn:aws:drs:us-east-1:111111111111:${kind}/${id}`;
    const tags = async (): Promise<unknown> => (await drs.send(new ListTagsForResourceCommand({ resourceArn }))).tags;
    expect(await tags()).toEqual(kind === 'recovery-instance' ? {} : { tier: 'db' });
    expect((await drs.send(new TagResourceCommand({ resourceArn, tags: { tier: 'web', owner: 'ops' } }))).$metadata.httpStatusCode).toBe(200);
    expect(await tags()).toEqual({ tier: 'web', owner: 'ops' });
    await drs.send(new UntagResourceCommand({ resourceArn, tagKeys: ['tier', 'other'] }));
    expect(await tags()).toEqual({ owner: 'ops' });
  });

  it('of a resource that is not there, or not in this Region, are not found', async () => {
    const { drs } = await emulated(worldOf(1));
    for (const resourceArn of [`arn:aws:drs:us-east-1:111111111111:job/drsjob-0`, `arn:aws:drs:eu-west-1:111111111111:source-server/${serverId(1)}`]) {
      expect(await refusalOf(drs.send(new ListTagsForResourceCommand({ resourceArn })))).toMatchObject({ name: 'ResourceNotFoundException', status: 404 });
    }
  });

  it('are texts', async () => {
    const { drs } = await emulated(worldOf(1));
    const resourceArn = `arn:aws:drs:us-east-1:111111111111:source-server/${serverId(1)}`;
    expect(await refusalOf(drs.send(new TagResourceCommand({ resourceArn, tags: { a: 1 } as never })))).toMatchObject({ name: 'ValidationException' });
  });
});
