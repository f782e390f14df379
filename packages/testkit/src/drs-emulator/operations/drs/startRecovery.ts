import { invalid } from '../../refusals.js';
import { optionalTags } from '../input.js';
import type { Input, Operation } from '../operation.js';
import { jobAnswer } from './jobAnswer.js';

function serverIdsOf(input: Input): readonly string[] {
  const ids = (input['sourceServers'] as readonly { readonly sourceServerID: string }[]).map(({ sourceServerID }) => sourceServerID);
  if (new Set(ids).size < ids.length) throw invalid('sourceServers must not have a server twice');
  return ids;
}

/** StartRecovery: a launch job of 1 to 200 servers. It has no client token: each call is a new job. */
export const startRecovery: Operation = (emulator, input) => {
  const isDrill = input['isDrill'] === true;
  return { job: jobAnswer(emulator, emulator.startLaunch(serverIdsOf(input), isDrill, optionalTags(input))) };
};
