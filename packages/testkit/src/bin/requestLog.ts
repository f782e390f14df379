import type { Reply, ServiceCall } from '../drs-emulator/answerCall.js';

function outcome(reply: Reply): string {
  switch (reply.kind) {
    case 'ANSWER':
      return String(reply.status);
    case 'REFUSAL':
      return `${reply.fault.status} ${reply.fault.code}: ${reply.fault.message}`;
    case 'CUT':
      return 'connection cut, as the scenario says';
    case 'SILENCE':
      return 'no answer, as the scenario says';
  }
}

/** A line about a call and what came of it; `now` is the emulator's time in milliseconds since the epoch. */
export function requestLine(now: number, { service, operation }: ServiceCall, reply: Reply): string {
  // What a client sends must not break the line, nor the terminal.
  const line = `${new Date(now).toISOString()} ${service} ${operation} ${outcome(reply)}`.replace(/\p{Cc}/gu, ' ');
  return `${line.length > 500 ? `${line.slice(0, 500)}…` : line}\n`;
}
