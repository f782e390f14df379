import { App } from 'cdktf';

import { DrsOrchestrationStack } from './stack.js';

const app = new App();
new DrsOrchestrationStack(app, 'drs-orchestration');
app.synth();
