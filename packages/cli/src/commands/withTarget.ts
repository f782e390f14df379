import type { CommandContext } from '../commandContext.js';
import { openTarget, type TargetUse } from '../target/openTarget.js';
import type { Target } from '../target/target.js';
import type { TargetOptions } from '../target/targetOptions.js';

/** Works with the target that the options name, and gives it back whatever happens. */
export async function withTarget<T>(options: TargetOptions, context: CommandContext, work: (target: Target) => Promise<T>, use: TargetUse = {}): Promise<T> {
  const target = await openTarget(options, context, use);
  try {
    return await work(target);
  } finally {
    await target.close();
  }
}
