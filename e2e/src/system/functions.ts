import { createHandler as finder } from '@drs-orchestration/finder';
import { createHandler as api } from '@drs-orchestration/orchestrator/api';
import { createHandler as orchestrator } from '@drs-orchestration/orchestrator';
import { createHandler as poller } from '@drs-orchestration/poller';
import type { SystemFunctions } from '@drs-orchestration/testkit';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// What the SDK will want of Node some day is not what is tested here.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

/** The system's functions, from their sources. */
export const systemFunctions: SystemFunctions = { finder, poller, orchestrator, api };

/** The state machine's source, placeholders and all. */
export const stateMachine: string = readFileSync(createRequire(import.meta.url).resolve('@drs-orchestration/orchestrator/recovery.asl.json'), 'utf8');
