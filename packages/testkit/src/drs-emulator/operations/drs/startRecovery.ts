import { invalid } from '../../refusals.js';
import { isObject, optionalTags } from '../input.js';
import type { Input, Operation } from '../operation.js';
import { jobAnswer } from './jobAnswer.js';

function serverIdOf(server: unknown): string {
  const { sourceServerID, recoverySnapshotID } = isObject(server) ? server : {};
  if (typeof sourceServerID !== 'string' || !/^s-[0-9a-zA-Z]{17}$/.test(sourceServerID)) throw invalid('sourceServers: sourceServerID must be s- and 17 characters');
  // Only `pit-…` is accepted: whoever wants the latest data leaves it out.
  const snapshot = recoverySnapshotID ?? undefined;
  if (snapshot !== undefined && !(typeof snapshot === 'string' && /^pit-[0-9a-zA-Z]{17}$/.test(snapshot))) throw invalid('sourceServers: recoverySnapshotID must be pit- and 17 characters');
  return sourceServerID;
}

function serverIdsOf({ sourceServers }: Input): readonly string[] {
  if (!Array.isArray(sourceServers) || sourceServers.length === 0 || sourceServers.length > 200) throw invalid('sourceServers must have 1 to 200 servers');
  const ids = sourceServers.map(serverIdOf);
  if (new Set(ids).size < ids.length) throw invalid('sourceServers must not have a server twice');
  return ids;
}

/** StartRecovery: a launch job of 1 to 200 servers. It has no client token: each call is a new job. */
export const startRecovery: Operation = (emulator, input) => {
  const isDrill = input['isDrill'] ?? false;
  if (typeof isDrill !== 'boolean') throw invalid('isDrill must be true or false');
  return { job: jobAnswer(emulator, emulator.startLaunch(serverIdsOf(input), isDrill, optionalTags(input))) };
};
