import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildSimulation } from './buildSimulation.js';

// What is simulated is bundled afresh each time: the sources as they are now.
const bundle = fileURLToPath(new URL('../dist/simulate.mjs', import.meta.url));
await buildSimulation(bundle);
process.setSourceMapsEnabled(true);
await import(pathToFileURL(bundle).href);
