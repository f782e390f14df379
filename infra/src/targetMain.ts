import { App } from 'cdktf';
import { fileURLToPath } from 'node:url';
import { InvalidConfiguration, readConfiguration } from './configuration/readConfiguration.js';
import { synthesise } from './synthesise.js';
import { TargetAccountStack } from './targetAccountStack.js';

const folder = fileURLToPath(new URL('../config', import.meta.url));

synthesise(() => {
  const settings = readConfiguration(folder, process.env['DRS_ENVIRONMENT'] ?? 'test');
  if (settings.TargetAccounts.length === 0) {
    throw new InvalidConfiguration(`config/${settings.Environment}.yaml names no target account: add one to TargetAccounts, or choose another environment with DRS_ENVIRONMENT.`);
  }
  const app = new App();
  for (const target of settings.TargetAccounts) {
    new TargetAccountStack(app, `${settings.Project}-target-${settings.Environment}-${target.AccountId}`, settings, target);
  }
  return app;
});
