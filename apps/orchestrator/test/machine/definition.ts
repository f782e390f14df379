import { readFileSync } from 'node:fs';
import { renderDefinition } from '@drs-orchestration/core';

/** The state machine's source, as it stands in the repository. */
export const source: string = readFileSync(new URL('../../state-machine/recovery.asl.json', import.meta.url), 'utf8');

/** The definition that calls the function `OrchestratorFunctionArn`, as it is deployed. */
export function deployed(OrchestratorFunctionArn: string): string {
  return renderDefinition(source, { OrchestratorFunctionArn });
}
