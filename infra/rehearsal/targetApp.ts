// The CDKTF app of the rehearsal's target account: the stack as it is deployed there.
import { App } from 'cdktf';
import { TargetAccountStack } from '../src/targetAccountStack.js';
import { accountVariable, rehearsalConfiguration } from './configuration.js';

const settings = rehearsalConfiguration(process.env[accountVariable]);
const app = new App();
for (const target of settings.TargetAccounts) new TargetAccountStack(app, 'target', settings, target);
app.synth();
