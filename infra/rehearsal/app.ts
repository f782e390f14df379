// The CDKTF app of the rehearsal: the stack as it is deployed, without what the engine cannot hold.
import { App } from 'cdktf';
import { DrsOrchestrationStack } from '../src/stack.js';
import { accountVariable, rehearsalConfiguration } from './configuration.js';
import { exceptions } from './exceptions.js';

const app = new App();
const stack = new DrsOrchestrationStack(app, 'system', rehearsalConfiguration(process.env[accountVariable]));
for (const exception of exceptions) exception.leaveOut(stack);
app.synth();
