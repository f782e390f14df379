import { isDisposable, type Configuration } from './configuration/configuration.js';
import { Names } from './names.js';

/** What every construct is made from. */
export interface Deployment {
  readonly settings: Configuration;
  readonly names: Names;
  /** Whether its records may be lost. */
  readonly disposable: boolean;
}

/** The deployment of a configuration. */
export function deploymentOf(settings: Configuration): Deployment {
  return { settings, names: new Names(settings), disposable: isDisposable(settings) };
}
