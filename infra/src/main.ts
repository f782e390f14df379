import { App } from 'cdktf';
import { fileURLToPath } from 'node:url';
import { readConfiguration } from './configuration/readConfiguration.js';
import { synthesise } from './synthesise.js';
import { DrsOrchestrationStack } from './stack.js';

const folder = fileURLToPath(new URL('../config', import.meta.url));

synthesise(() => {
  const settings = readConfiguration(folder, process.env['DRS_ENVIRONMENT'] ?? 'test');
  const app = new App();
  new DrsOrchestrationStack(app, `${settings.Project}-${settings.Environment}`, settings);
  return app;
});
