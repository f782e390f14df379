import type { Usage } from './prices.js';

/** Of one poll of a 30 s wait loop in the state machine (issue 7): wait, choice, three functions of 128 MB, 200 ms each. */
const poll = { transitions: 5, invocations: 3, gigabyteSeconds: 3 * 0.2 * 0.125 } as const;
/** The execution's one item, written each time. Bytes. */
const bytesOfServer = 300;

/** What so many polls of a loop over an execution of so many servers use; nothing else of that orchestrator is counted. */
export function waitLoopUsage(polls: number, servers: number): Usage {
  return {
    transitions: polls * poll.transitions,
    invocations: polls * poll.invocations,
    gigabyteSeconds: polls * poll.gigabyteSeconds,
    readUnits: 0,
    writeUnits: polls * Math.ceil((bytesOfServer * servers) / 1024),
    scheduled: 0,
  };
}
