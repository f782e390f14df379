export * from './scenario.js';
export * from './scenarioFile.js';
export { scenarioSchema } from './scenarioSchema.js';
export * from './validateScenario.js';
export * from './worldFor.js';
