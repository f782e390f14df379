/** What a Task state sends to the function: by these fields a call is told from others. */
export interface ScriptedEvent {
  readonly Task: string;
  readonly WaveNumber?: number;
  readonly Position?: number;
  readonly Token?: string;
  /** The execution's name: the suite's own Tasks send it as Run, the recovery machine's as ExecutionId. */
  readonly Run?: string;
  readonly ExecutionId?: string;
}

/** A call's name in a case: its Task, the wave it is about and the server's position there, e.g. `LaunchServer 1/2`. */
export function callKey({ Task, WaveNumber, Position }: ScriptedEvent): string {
  if (WaveNumber === undefined) return Task;
  return `${Task} ${WaveNumber}${Position === undefined ? '' : `/${Position}`}`;
}
