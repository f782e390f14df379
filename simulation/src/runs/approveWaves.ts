import type { Run } from '../invariants/invariant.js';
import { request } from '../system/requests.js';

/** How often an approver looks. Milliseconds. */
const every = 30_000;

/** Answers each wave that awaits approval, as the script's approver does; again where an answer was not taken. */
export async function approveWaves({ script, system }: Run): Promise<never> {
  const { answer, afterSeconds } = script.approver;
  for (;;) {
    await system.clock.sleep(every);
    if (answer === 'NONE') continue;
    for (const execution of system.witness.executions.values()) {
      for (const wave of execution.waves.values()) {
        const { Approval } = wave;
        if (wave.WaveStatus !== 'AWAITING_APPROVAL' || Approval === undefined || Approval.Decision !== undefined || system.clock.now() / 1000 < Approval.RequestedAt + afterSeconds) continue;
        await request(system.lambdas, `/executions/${wave.ExecutionId}/${answer === 'APPROVE' ? 'approve' : 'reject'}`, { WaveNumber: wave.WaveNumber });
      }
    }
  }
}
