import type { Operation } from '../operation.js';

/** GetCallerIdentity: whose keys these are. */
export const getCallerIdentity: Operation = (emulator, _input, { accessKey }) => {
  const account = emulator.sessions.get(accessKey)?.account ?? emulator.account;
  return { Arn: `arn:aws:iam::${account}:user/local`, UserId: 'LOCAL', Account: account };
};
