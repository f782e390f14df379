import { userInfo } from 'node:os';

/** Who sits at this machine, as local records name them. */
export function callerName(): string {
  try {
    return userInfo().username;
  } catch {
    // Some containers have no name for their user.
    return 'local';
  }
}
