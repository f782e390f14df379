import { DescribeJobsCommand, GetReplicationConfigurationCommand } from '@aws-sdk/client-drs';
import { DescribeVolumesCommand } from '@aws-sdk/client-ec2';
import { afterEach, describe, expect, it } from 'vitest';
import { clientsOf, emulated, endEmulated, refusalOf, worldOf } from '../../test/drs-emulator/emulated.js';
import { serverId } from '../plans/serverIds.js';

afterEach(endEmulated);

describe('the wire', () => {
  it('what the emulator lacks is refused by name', async () => {
    const { drs, ec2, url } = await emulated(worldOf(1));
    expect(await refusalOf(drs.send(new GetReplicationConfigurationCommand({ sourceServerID: serverId(1) })))).toMatchObject({ name: 'UnknownOperationException', message: expect.stringContaining('GetReplicationConfiguration') });
    expect(await refusalOf(ec2.send(new DescribeVolumesCommand({})))).toMatchObject({ name: 'UnknownOperationException', message: expect.stringContaining('DescribeVolumes') });
    const authorization = 'AWS4-HMAC-SHA256 Credential=AKIAOWN/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0';
    expect(await (await fetch(url, { method: 'POST', headers: { authorization } })).text()).toContain('the service s3');
    expect((await fetch(`${url}/DescribeJobs`)).status).toBe(400);
  });

  it.each(['{', '[]', 'null', '"text"', '\u0000', '{"filters": []}', '{"filters": {"jobIDs": "one"}}', '{"filters": {"jobIDs": [1]}}', '{"maxResults": "all"}', '{"nextToken": 7}'])('the body %j is a ValidationException', async (body) => {
    const { url } = await emulated(worldOf(1));
    const answer = await fetch(`${url}/DescribeJobs`, { method: 'POST', body });
    expect([answer.status, answer.headers.get('x-amzn-errortype')]).toEqual([400, 'ValidationException']);
  });

  it('a path that cannot be decoded is refused', async () => {
    const { url } = await emulated(worldOf(1));
    expect((await fetch(`${url}/tags/%E0%A4%A`)).headers.get('x-amzn-errortype')).toBe('ValidationException');
  });

  it('closing it cuts its connections, and may be done twice', async () => {
    const { drs, url } = await emulated(worldOf(1));
    await drs.send(new DescribeJobsCommand({}));
    await endEmulated();
    expect((await refusalOf(clientsOf(url).drs.send(new DescribeJobsCommand({}))))?.message).toMatch(/ECONNREFUSED|connect/);
  });
});
