import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { root } from './root.mjs';

/**
 * An engine that nobody here wrote, and that not every machine has.
 * @typedef {'aws-api' | 'terraform' | 'dynoxide' | 'boto3' | 'aws-cli' | 'docker'} Engine
 */

/**
 * @param {string} program
 * @param {readonly string[]} args
 */
const succeeds = (program, args) => spawnSync(program, args, { stdio: 'ignore' }).status === 0;

/**
 * The engines that this machine has, found out without the tests that use them, which might be wrong about it.
 * @param {string} [folder] where aws-api and terraform-mirror are
 * @returns {ReadonlySet<Engine>}
 */
export function presentEngines(folder = process.env.DRS_ENGINES_DIR ?? join(root, '..', 'shared', 'engines')) {
  /** @type {Readonly<Record<Engine, () => boolean>>} */
  const isPresent = {
    // The program is there on every machine that has the folder; it is moto that does the work.
    'aws-api': () => existsSync(join(folder, 'aws-api')) && succeeds('python3', ['-c', 'import moto.moto_server.werkzeug_app']),
    terraform: () => succeeds('terraform', ['version']) && succeeds(join(folder, 'terraform-mirror'), []),
    boto3: () => succeeds('python3', ['-c', 'import boto3']),
    // It brings Amazon's images, by docker-compose.yml.
    docker: () => succeeds('docker', ['info']) && succeeds('docker', ['compose', 'version']),
    'aws-cli': () => succeeds('aws', ['--version']),
    dynoxide: () => isInstalled(`@dynoxide/${process.platform}-${process.arch}`, join(root, 'packages', 'testkit', 'package.json')),
  };
  const names = /** @type {Engine[]} */ (Object.keys(isPresent));
  return new Set(names.filter((name) => isPresent[name]()));
}

/**
 * @param {string} name a package's
 * @param {string} from a file of the package that may have it
 */
function isInstalled(name, from) {
  try {
    createRequire(from).resolve(`${name}/package.json`);
    return true;
  } catch {
    return false;
  }
}
