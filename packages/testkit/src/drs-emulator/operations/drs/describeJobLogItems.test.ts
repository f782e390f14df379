import { DescribeJobLogItemsCommand } from '@aws-sdk/client-drs';
import { afterEach, describe, expect, it } from 'vitest';
import { emulated, endEmulated, refusalOf, worldOf } from '../../../../test/drs-emulator/emulated.js';
import { serverId } from '../../../plans/serverIds.js';

afterEach(endEmulated);

describe('DescribeJobLogItems', () => {
  it('tells a launch step by step, as far as it is', async () => {
    const { drs, emulator, clock } = await emulated(worldOf(1));
    const { id: jobID, servers } = emulator.startLaunch([serverId(1)], true, {});
    const events = async (): Promise<(string | undefined)[]> => ((await drs.send(new DescribeJobLogItemsCommand({ jobID }))).items ?? []).map((item) => item.event);
    expect(await events()).toEqual([]);
    await clock.advance(110_000);
    expect(await events()).toEqual(['JOB_START', 'SNAPSHOT_START', 'SNAPSHOT_END']);
    await clock.advance(190_000);
    expect(await events()).toEqual(['JOB_START', 'SNAPSHOT_START', 'SNAPSHOT_END', 'CONVERSION_START', 'CONVERSION_END', 'LAUNCH_START', 'LAUNCH_END', 'JOB_END']);
    const { items = [] } = await drs.send(new DescribeJobLogItemsCommand({ jobID, maxResults: 7 }));
    expect(items.at(-1)).toEqual({ logDateTime: new Date(clock.now()).toISOString(), event: 'LAUNCH_END', eventData: { sourceServerID: serverId(1), targetInstanceID: servers[0]?.instanceId } });
  });

  it('of a job that is not there is refused as the model lets it: it declares no ResourceNotFoundException', async () => {
    const { drs } = await emulated(worldOf(1));
    expect(await refusalOf(drs.send(new DescribeJobLogItemsCommand({ jobID: 'drsjob-00000000000000000' })))).toMatchObject({ name: 'ValidationException', status: 400, message: 'There is no job drsjob-00000000000000000.' });
  });
});
