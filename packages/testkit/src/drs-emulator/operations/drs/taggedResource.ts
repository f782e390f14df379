import type { DrsEmulator } from '../../drsEmulator.js';
import { notFound } from '../../refusals.js';
import type { Input } from '../operation.js';
import { resourceArn } from './resourceArn.js';

/**
 * The tags, to read and to write, of the resource that a request names by its ARN.
 * @throws AwsFault ResourceNotFoundException where this account and Region have no such resource.
 */
export function taggedResource(emulator: DrsEmulator, input: Input): Record<string, string> {
  const arn = input['resourceArn'] as string;
  const server = emulator.servers().find(({ SourceServerId }) => resourceArn(emulator, 'source-server', SourceServerId) === arn);
  if (server !== undefined) return emulator.tagsOf(server.SourceServerId, server.Tags);
  const other =
    emulator.jobs().find(({ id }) => resourceArn(emulator, 'job', id) === arn) ??
    emulator.recoveryInstances().find(({ id }) => resourceArn(emulator, 'recovery-instance', id) === arn);
  if (other === undefined) throw notFound(`There is no resource ${arn}.`);
  return emulator.tagsOf(other.id);
}
