import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createHandler as finder } from '@drs-orchestration/finder';
import { createHandler as api } from '@drs-orchestration/orchestrator/api';
import { createHandler as orchestrator } from '@drs-orchestration/orchestrator';
import { createHandler as poller } from '@drs-orchestration/poller';
import type { Deployables } from '../../src/local/functionBundles.js';

// What the SDK will want of Node some day is not what is tested here.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const definition = readFileSync(createRequire(import.meta.url).resolve('@drs-orchestration/orchestrator/recovery.asl.json'), 'utf8');

/** The functions from their sources, and the state machine. */
export const sources: Deployables = { functions: { finder, poller, orchestrator, api }, definition };
