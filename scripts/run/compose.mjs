import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { root } from './root.mjs';
import { testSuite } from './suite.mjs';

/** The exit status where there is no Docker engine. */
export const noDocker = 3;

/** How often it is looked whether a container answers, half a second apart. */
const looks = 240;

/**
 * Runs the suite of engines on Amazon's Step Functions Local and DynamoDB Local, started by docker-compose.yml in
 * containers of their own, which go when this process ends, however it ends.
 * @param {readonly string[]} args more arguments for turbo
 * @param {typeof testSuite} [suite] what runs
 * @returns {Promise<number>} the exit status; 3 where there is no Docker engine
 */
export async function testOnCompose(args, suite = testSuite) {
  const missing = dockerIsMissing();
  if (missing !== undefined) {
    console.error(`Not run: ${missing}. The suite needs a Docker engine with Compose; without one, npm run test:engines runs on the engine that it finds.`);
    return noDocker;
  }
  const [stepFunctions = 0, dynamoDb = 0, lambda = 0] = await freePorts(3);
  const project = ['compose', '--project-name', `drs-engines-${process.pid}`];
  const ports = { STEPFUNCTIONS_PORT: String(stepFunctions), DYNAMODB_PORT: String(dynamoDb), LAMBDA_PORT: String(lambda) };
  const down = () => void docker([...project, 'down', '--volumes', '--timeout', '1'], ports, 'ignore');
  process.once('exit', down);
  try {
    if (docker([...project, 'up', '--detach'], ports, 'inherit').status !== 0) {
      console.error('docker compose could not start the engines: see above.');
      return 1;
    }
    const [sfn, dynamodb] = [`http://127.0.0.1:${stepFunctions}`, `http://127.0.0.1:${dynamoDb}`];
    for (const url of [sfn, dynamodb]) {
      if (await answers(url)) continue;
      docker([...project, 'logs'], ports, 'inherit');
      console.error(`Nothing answers on ${url}: see the engines' logs above.`);
      return 1;
    }
    return await suite('engines', args, {
      AWS_ENDPOINT_URL_SFN: sfn,
      AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
      CONFORMANCE_ENGINE: 'stepfunctions-local',
      CONFORMANCE_LAMBDA_ADDRESS: seenFromContainers(),
      CONFORMANCE_LAMBDA_PORT: String(lambda),
      CONFORMANCE_MOCKS: 'true',
    });
  } finally {
    process.off('exit', down);
    down();
  }
}

/**
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string>>} environment
 * @param {'ignore' | 'inherit' | 'pipe'} output
 */
function docker(args, environment, output) {
  return spawnSync('docker', args, { cwd: root, env: { ...process.env, ...environment }, stdio: ['ignore', output, output], encoding: 'utf8' });
}

/** @returns {string | undefined} why no containers can be started */
function dockerIsMissing() {
  const { status, stderr, error } = docker(['info'], {}, 'pipe');
  if (error !== undefined) return `docker cannot be started (${error.message})`;
  if (status !== 0) return `docker reaches no engine (${stderr.trim().split('\n').at(-1) ?? ''})`;
  return docker(['compose', 'version'], {}, 'pipe').status === 0 ? undefined : 'docker has no compose';
}

/**
 * Where this machine serves what containers call as host.docker.internal: on Linux the bridge's own address; elsewhere
 * Docker Desktop leads it to loopback.
 */
function seenFromContainers() {
  if (process.platform !== 'linux') return '127.0.0.1';
  const { status, stdout } = docker(['network', 'inspect', 'bridge', '--format', '{{ (index .IPAM.Config 0).Gateway }}'], {}, 'pipe');
  return (status === 0 && stdout.trim()) || '172.17.0.1';
}

/** @param {string} url */
async function answers(url) {
  for (let look = 0; look < looks; look += 1) {
    try {
      await fetch(url);
      return true;
    } catch {
      await sleep(500);
    }
  }
  return false;
}

/** @param {number} count */
async function freePorts(count) {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(servers.map((server) => new Promise((settle) => server.listen(0, '127.0.0.1', () => settle(/** @type {import('node:net').AddressInfo} */ (server.address()).port)))));
  await Promise.all(servers.map((server) => new Promise((settle) => server.close(settle))));
  return ports;
}
