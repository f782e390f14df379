import { isFinal, type ExecutionHeader, type Item, type ItemStore, type WaveRecord, type Write } from '@drs-orchestration/core';
import type { DrsEmulator, Job } from '@drs-orchestration/testkit';

/** A write of an execution's header, as the store took it. */
export interface HeaderChange {
  readonly kind: 'HEADER';
  readonly before: ExecutionHeader | undefined;
  readonly after: ExecutionHeader;
}

/** A write of a wave, as the store took it. */
export interface WaveChange {
  readonly kind: 'WAVE';
  readonly before: WaveRecord | undefined;
  readonly after: WaveRecord;
}

/** A launch job that DRS began, and what the record held at that moment. */
export interface Launch {
  readonly at: number;
  readonly job: Job;
  readonly servers: readonly string[];
  readonly executionId: string | undefined;
  readonly callId: string | undefined;
  readonly waveNumber: number | undefined;
}

/** Something that happened, for the history of a failed run. `at` is milliseconds since the epoch. */
export interface Happening {
  readonly at: number;
  readonly what: string;
}

/** One execution as its writes left it. */
export interface WitnessedExecution {
  header: ExecutionHeader;
  readonly waves: Map<number, WaveRecord>;
  /** All that was written of each wave, in order. */
  readonly writes: Map<number, readonly WaveWrite[]>;
  /** When each call's intent was written, in the order of all that is witnessed. */
  readonly intents: Map<string, number>;
  cancelledAtOrder?: number;
  /** Since when something of it is open: an operator's clean-up opens a run again that was closed. Milliseconds since the epoch. */
  openSince?: number;
  /** The servers that were FAILED when it got its final status. */
  failedAtEnd?: readonly string[];
}

/** A wave as it was written, and when (milliseconds since the epoch). */
export interface WaveWrite {
  readonly at: number;
  readonly wave: WaveRecord;
}

/**
 * Sees every write and every launch at the very moment of it, before anybody else can act on it. What goes wrong in
 * seeing is kept, never thrown: those who write and launch are what is looked at, and might catch it.
 */
export class Witness {
  readonly executions: Map<string, WitnessedExecution> = new Map();
  /** By plan, the execution that holds its lock. */
  readonly locks: Map<string, string | undefined> = new Map();
  readonly launches: Launch[] = [];
  readonly happenings: Happening[] = [];
  /** What was thrown while something was seen: the simulation's own faults. */
  readonly faults: unknown[] = [];
  onHeader: (change: HeaderChange, execution: WitnessedExecution) => void = () => undefined;
  onWave: (change: WaveChange, execution: WitnessedExecution) => void = () => undefined;
  onLaunch: (launch: Launch, execution: WitnessedExecution | undefined) => void = () => undefined;
  readonly #now: () => number;
  #order = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Adds a line to the history. */
  note(what: string): void {
    this.happenings.push({ at: this.#now(), what });
  }

  /** The store as everybody uses it, each successful write of the history table witnessed. */
  watch(items: ItemStore): ItemStore {
    return {
      get: (table, key) => items.get(table, key),
      query: (query) => items.query(query),
      scan: (scan) => items.scan(scan),
      write: async (...writes: readonly Write[]) => {
        const answer = await items.write(...writes);
        if (answer === 'WRITTEN') for (const write of writes) await this.#written(items, write).catch((fault: unknown) => this.faults.push(fault));
        return answer;
      },
    };
  }

  async #planWritten(items: ItemStore, planId: string): Promise<void> {
    const plan = await items.get('plans', { PlanId: planId });
    this.locks.set(planId, plan?.['ActiveExecutionId'] as string | undefined);
  }

  /** A launch that DRS has just begun. */
  launched(job: Job): void {
    try {
      this.#launched(job);
    } catch (fault) {
      this.faults.push(fault);
    }
  }

  #launched(job: Job): void {
    const tags = job.tags;
    const wave = tags['drs-orchestration:wave'];
    const launch: Launch = {
      at: this.#now(),
      job,
      servers: job.servers.map((server) => server.id),
      executionId: tags['drs-orchestration:execution-id'],
      callId: tags['drs-orchestration:call'],
      waveNumber: wave === undefined ? undefined : Number(wave),
    };
    this.launches.push(launch);
    this.note(`DRS begins ${job.isDrill ? 'drill' : 'recovery'} job ${job.id} of ${launch.servers.join(', ')}${launch.callId === undefined ? ' for a stranger' : ` for wave ${launch.waveNumber}, call ${launch.callId}`}`);
    this.onLaunch(launch, launch.executionId === undefined ? undefined : this.executions.get(launch.executionId));
  }

  async #written(items: ItemStore, write: Write): Promise<void> {
    if (write.kind === 'check' || write.kind === 'delete') return;
    const source = write.kind === 'put' ? write.item : write.key;
    if (write.table === 'plans') await this.#planWritten(items, source['PlanId'] as string);
    if (write.table !== 'executions') return;
    const stored = (await items.get('executions', { ExecutionId: source['ExecutionId'] as string, Item: source['Item'] as string })) as Item;
    this.#order += 1;
    if (stored['Item'] === 'EXECUTION') this.#headerWritten(stored as unknown as ExecutionHeader);
    else this.#waveWritten(stored as unknown as WaveRecord);
  }

  #headerWritten(after: ExecutionHeader): void {
    const known = this.executions.get(after.ExecutionId);
    const before = known?.header;
    const execution: WitnessedExecution = known ?? { header: after, waves: new Map(), writes: new Map(), intents: new Map() };
    execution.header = after;
    if (before?.Open === undefined) execution.openSince = this.#now();
    this.executions.set(after.ExecutionId, execution);
    if (after.Cancel !== undefined && execution.cancelledAtOrder === undefined) execution.cancelledAtOrder = this.#order;
    if (before !== undefined && !isFinal(before.Status) && isFinal(after.Status)) execution.failedAtEnd = [...execution.waves.values()].flatMap((wave) => wave.Servers.flatMap((server) => (server.Status === 'FAILED' ? [server.SourceServerId] : [])));
    if (before?.Status !== after.Status) this.note(`execution ${after.ExecutionId} (${after.ExecutionType}) is ${after.Status}`);
    this.onHeader({ kind: 'HEADER', before, after }, execution);
  }

  #waveWritten(after: WaveRecord): void {
    const execution = this.executions.get(after.ExecutionId);
    if (execution === undefined) throw new Error(`wave ${after.Item} was written before its execution ${after.ExecutionId}`);
    const before = execution.waves.get(after.WaveNumber);
    execution.waves.set(after.WaveNumber, after);
    execution.writes.set(after.WaveNumber, [...(execution.writes.get(after.WaveNumber) ?? []), { at: this.#now(), wave: after }]);
    for (const id of Object.keys(after.Calls)) if (!execution.intents.has(id)) execution.intents.set(id, this.#order);
    if (before !== undefined) this.#noteWave(before, after);
    this.onWave({ kind: 'WAVE', before, after }, execution);
  }

  #noteWave(before: WaveRecord, after: WaveRecord): void {
    if (before.WaveStatus !== after.WaveStatus) this.note(`wave ${after.WaveNumber} is ${after.WaveStatus}`);
    after.Servers.forEach((server, index) => {
      const earlier = before.Servers[index];
      if (earlier?.Status !== server.Status) this.note(`wave ${after.WaveNumber}: server ${server.SourceServerId} is ${server.Status}${server.Error === undefined ? '' : ` (${server.Error})`}`);
    });
  }
}

/** An emulator's launches, witnessed as they begin. */
export function witnessLaunches(emulator: DrsEmulator, witness: Witness): void {
  const startLaunch = emulator.startLaunch.bind(emulator);
  emulator.startLaunch = (...request) => {
    const job = startLaunch(...request);
    witness.launched(job);
    return job;
  };
}
