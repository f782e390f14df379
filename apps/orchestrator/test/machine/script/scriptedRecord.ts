/** A wave as a scenario describes it; what is left out is false, 0 or empty. */
export interface ScriptedWave {
  readonly WaveNumber: number;
  readonly DependsOn?: readonly number[];
  readonly Sequential?: boolean;
  readonly ServerCount?: number;
  readonly PauseBefore?: boolean;
  readonly ApprovalTimeoutSeconds?: number;
  readonly WaitTimeSeconds?: number;
}

/** What became of a wave. */
interface Progress {
  passed: number;
  succeeded?: boolean;
  endedAt?: number;
  released: boolean;
  token?: string;
}

/** As much of an execution's record as the scripted function needs to judge by. */
export class ScriptedRecord {
  readonly #progress: ReadonlyMap<number, Progress>;

  constructor(readonly waves: readonly ScriptedWave[]) {
    this.#progress = new Map(waves.map((wave) => [wave.WaveNumber, { passed: 0, released: false }]));
  }

  /** PrepareExecution's answer. */
  get prepared(): unknown {
    return {
      Waves: this.waves.map((wave) => ({
        WaveNumber: wave.WaveNumber,
        Sequential: wave.Sequential ?? false,
        ServerCount: wave.ServerCount ?? 2,
        PauseBefore: wave.PauseBefore ?? false,
        ApprovalTimeoutSeconds: wave.ApprovalTimeoutSeconds ?? 86_400,
        WaitTimeSeconds: wave.WaitTimeSeconds ?? 0,
      })),
    };
  }

  /** What AwaitDependencies answers now (seconds since the epoch); undefined: not yet. */
  dependencies(waveNumber: number, now: number): 'START' | 'SKIP' | undefined {
    const parents = (this.#wave(waveNumber).DependsOn ?? []).map((parent) => ({ ...this.#of(parent), wave: this.#wave(parent) }));
    if (parents.some((parent) => parent.succeeded === false && (parent.released || parent.endedAt !== undefined))) return 'SKIP';
    const over = parents.every(
      ({ wave, released, endedAt }) => released || (endedAt !== undefined && now >= endedAt + (wave.WaitTimeSeconds ?? 0)),
    );
    return over ? 'START' : undefined;
  }

  /** Keeps a token that is to be answered when the wave's dependencies are over. */
  keepToken(waveNumber: number, token: string): void {
    this.#of(waveNumber).token = token;
  }

  /** One launch of the wave (all of a parallel wave's servers, or one server) passed. */
  pass(waveNumber: number): void {
    this.#of(waveNumber).passed += 1;
  }

  /** Settles the wave; returns whether it succeeded. A settled wave does not change. */
  settle(waveNumber: number, failed: boolean, now: number): boolean {
    const progress = this.#of(waveNumber);
    const wave = this.#wave(waveNumber);
    progress.succeeded ??= !failed && progress.passed === (wave.Sequential === true ? (wave.ServerCount ?? 2) : 1);
    progress.endedAt ??= now;
    return progress.succeeded;
  }

  /** Marks the wave as skipped. */
  skip(waveNumber: number): void {
    const progress = this.#of(waveNumber);
    progress.succeeded = false;
    progress.released = true;
  }

  /** Releases the wave; returns whose tokens are now to be answered, and with what, skipping on transitively. */
  release(waveNumber: number, now: number): { token: string; answer: 'START' | 'SKIP' }[] {
    this.#of(waveNumber).released = true;
    return this.waves
      .filter((wave) => wave.DependsOn?.includes(waveNumber))
      .flatMap(({ WaveNumber }) => {
        const answer = this.dependencies(WaveNumber, now);
        const { token } = this.#of(WaveNumber);
        if (answer === undefined || token === undefined) return [];
        if (answer === 'SKIP') this.skip(WaveNumber);
        return [{ token, answer }, ...(answer === 'SKIP' ? this.release(WaveNumber, now) : [])];
      });
  }

  #of(waveNumber: number): Progress {
    const progress = this.#progress.get(waveNumber);
    if (progress === undefined) throw new Error(`the scenario has no wave ${waveNumber}`);
    return progress;
  }

  #wave(waveNumber: number): ScriptedWave {
    return this.waves.find((wave) => wave.WaveNumber === waveNumber) ?? { WaveNumber: waveNumber };
  }
}
