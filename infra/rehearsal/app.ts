// The CDKTF app of the rehearsal: the stack as it is deployed, without what the engine cannot hold.
import { App } from 'cdktf';
import { DrsOrchestrationStack } from '../src/stack.js';
import { rehearsalConfiguration } from './configuration.js';
import { exceptions } from './exceptions.js';

const app = new App();
const stack = new DrsOrchestrationStack(app, 'rehearsal', rehearsalConfiguration());
for (const exception of exceptions) exception.leaveOut(stack);
app.synth();
