import { StateFailure } from './stateFailure.js';

/**
 * `States.Timeout`: a task took longer than its TimeoutSeconds, or sent no heartbeat within HeartbeatSeconds.
 * AWS records the latter under the same name; `States.HeartbeatTimeout` in ErrorEquals picks it out.
 */
export class TimeoutFailure extends StateFailure {
  readonly missedHeartbeat: boolean;
  constructor(missedHeartbeat: boolean) {
    super('States.Timeout', '');
    this.missedHeartbeat = missedHeartbeat;
    this.name = 'TimeoutFailure';
  }
}
