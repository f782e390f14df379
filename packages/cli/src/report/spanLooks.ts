import type { SpanKind } from './spans.js';

/** Whose time it is that a span took. */
export type SpanOwner = 'DRS' | 'PEOPLE' | 'PLAN' | 'CHECK' | 'OURS';

/** How a kind of span is called and drawn. */
export interface SpanLook {
  readonly label: string;
  readonly owner: SpanOwner;
  /** What it is, in a sentence for the legend. */
  readonly meaning: string;
  /** Its sign in a chart of characters. */
  readonly letter: string;
}

/** How each kind of span is called. */
export const spanLooks: Readonly<Record<SpanKind, SpanLook>> = {
  DRS_QUEUED: { label: 'Pending in DRS', owner: 'DRS', meaning: 'from the launch call until the first phase in DRS\'s job log, and between its phases', letter: '-' },
  SNAPSHOT: { label: 'Snapshot', owner: 'DRS', meaning: 'by DRS\'s job log', letter: 's' },
  CONVERSION: { label: 'Conversion', owner: 'DRS', meaning: 'by DRS\'s job log', letter: 'c' },
  LAUNCH: { label: 'Launch', owner: 'DRS', meaning: 'by DRS\'s job log; where that tells no end, until it was seen', letter: 'L' },
  SEEN_PENDING: { label: 'Seen pending', owner: 'DRS', meaning: 'as polls saw it: DRS\'s job log is not in the record', letter: 'p' },
  SEEN_STARTED: { label: 'Seen started', owner: 'DRS', meaning: 'as polls saw it: DRS\'s job log is not in the record', letter: 't' },
  SEEN_IN_PROGRESS: { label: 'Seen in progress', owner: 'DRS', meaning: 'as polls saw it: DRS\'s job log is not in the record', letter: 'i' },
  ACTIONS: { label: 'Launch actions', owner: 'CHECK', meaning: 'from the launch until its actions were seen over', letter: 'A' },
  HEALTH: { label: 'Health check', owner: 'CHECK', meaning: 'from the last launch until the wave was settled: EC2 is asked whether the instances run', letter: 'h' },
  APPROVAL: { label: 'Waiting for approval', owner: 'PEOPLE', meaning: 'from the request until the answer', letter: '?' },
  QUEUE: { label: 'Waiting to launch', owner: 'PLAN', meaning: 'for a DRS job slot, or because DRS refused for the moment', letter: 'q' },
  WAIT: { label: 'Wait', owner: 'PLAN', meaning: 'the plan\'s WaitTimeSeconds', letter: 'w' },
  DRAIN: { label: 'Waiting for what is in the air', owner: 'DRS', meaning: 'jobs that went on after the last wave was settled', letter: 'd' },
  DETECT: { label: 'Detection delay', owner: 'OURS', meaning: 'from the end in DRS\'s job log until this system saw it', letter: '!' },
  PREPARE: { label: 'Preparation', owner: 'OURS', meaning: 'from the start until the first wave', letter: '.' },
  START: { label: 'Starting', owner: 'OURS', meaning: 'from being let go until the first step', letter: '.' },
  SETTLE: { label: 'Settling', owner: 'OURS', meaning: 'from the last launch until the wave was settled', letter: '.' },
  RELEASE: { label: 'Handing over', owner: 'OURS', meaning: 'from the wait\'s end until what depends on it was let go', letter: '.' },
  FINISH: { label: 'Finishing', owner: 'OURS', meaning: 'from the last wave\'s end until the final status', letter: '.' },
  CLEAN_UP: { label: 'Clean-up', owner: 'CHECK', meaning: 'terminating the drill\'s instances; not part of the recovery time', letter: 'x' },
};

/** The owners, as a legend calls them, in its order. */
export const ownerNames: Readonly<Record<SpanOwner, string>> = { DRS: 'Elastic Disaster Recovery', CHECK: 'Checks and clean-up', PEOPLE: 'People', PLAN: 'Plan and quotas', OURS: 'This system itself' };
