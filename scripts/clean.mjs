// Removes the dist folder of the package it is run in, so that a renamed source leaves nothing behind to be published.
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';

rmSync(resolve(process.cwd(), 'dist'), { recursive: true, force: true });
