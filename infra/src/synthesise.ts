import type { App } from 'cdktf';
import { InvalidConfiguration } from './configuration/readConfiguration.js';

/** Generates the Terraform of an app; a configuration that cannot work ends the process with its faults and no stack trace. */
export function synthesise(make: () => App): void {
  try {
    make().synth();
  } catch (error) {
    if (!(error instanceof InvalidConfiguration)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
