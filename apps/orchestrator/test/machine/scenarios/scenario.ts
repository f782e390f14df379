import type { EndedExecution, Engine } from '../engines/engine.js';
import { deployed } from '../definition.js';
import { ScriptedOrchestrator, type Script } from '../script/scriptedOrchestrator.js';
import type { ScriptedWave } from '../script/scriptedRecord.js';

/** Something the state machine must do, whatever engine runs it. */
export interface Scenario {
  /** A rule. */
  readonly title: string;
  /** Runs it and expects. */
  readonly run: (engine: Engine) => Promise<void>;
  /** Whether it is short enough for an engine that runs in real time. */
  readonly inRealTime?: true;
}

/** What a scenario looks at. */
export interface Trial {
  readonly ended: EndedExecution;
  readonly orchestrator: ScriptedOrchestrator;
}

/** How an execution differs from a run of the deployed definition. */
export interface TrialOptions {
  readonly input?: unknown;
  readonly definition?: (functionArn: string) => string;
}

/** Runs an execution over these waves to its end; all goes well, but for what the script says. */
export async function attempt(engine: Engine, waves: readonly ScriptedWave[], script: Script = {}, options: TrialOptions = {}): Promise<Trial> {
  const orchestrator = new ScriptedOrchestrator(waves, script);
  const ended = await engine.execute({
    definition: options.definition ?? deployed,
    input: options.input ?? { Mode: 'RUN', ExecutionId: 'e-1' },
    invoke: orchestrator.invoke,
  });
  return { ended, orchestrator };
}

/** Waves 1 to `count`, each after the one before it. */
export const chain = (count: number, wave: Omit<ScriptedWave, 'WaveNumber' | 'DependsOn'> = {}): ScriptedWave[] =>
  Array.from({ length: count }, (_, index) => ({ ...wave, WaveNumber: index + 1, DependsOn: index === 0 ? [] : [index] }));

/** Waves 1 to `count`, none depending on another. */
export const independent = (count: number, wave: Omit<ScriptedWave, 'WaveNumber' | 'DependsOn'> = {}): ScriptedWave[] =>
  Array.from({ length: count }, (_, index) => ({ ...wave, WaveNumber: index + 1 }));

/** How often a state was entered. */
export const entered = (ended: EndedExecution, state: string): number => ended.history.filter((event) => event.entered === state).length;
