import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { accountVariable } from './configuration.js';
import { enginesFolder, type Keys } from './engine.js';

const infra = fileURLToPath(new URL('..', import.meta.url));

/** What the system's stack tells of itself once it is deployed. */
export type Outputs = Readonly<Record<'api_url' | 'plans_table' | 'groups_table' | 'executions_table' | 'state_machine_arn' | 'topic_arn' | 'region' | 'account_id', string>>;

/** A stack of the rehearsal, and where it is deployed. */
export interface StackToDeploy {
  readonly stack: string;
  /** The file of its CDKTF app. */
  readonly app: string;
  /** Where everything it generates goes. */
  readonly folder: string;
  /** The AWS API, and whose keys deploy there. */
  readonly endpoint: string;
  readonly region: string;
  readonly keys: Keys;
  /** The account of the system. */
  readonly accountId: string;
  /** Told what `cdktf` prints. */
  readonly log: (text: string) => void;
}

/** The real `cdktf`, working on one stack in a folder of its own. */
export class Cdktf {
  readonly #folder: string;
  readonly #environment: NodeJS.ProcessEnv;

  constructor(private readonly what: StackToDeploy) {
    const { folder, endpoint, region, keys, accountId } = what;
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    this.#environment = {
      ...withoutAws(process.env),
      [accountVariable]: accountId,
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
      ...(keys.sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: keys.sessionToken }),
      AWS_REGION: region,
      AWS_EC2_METADATA_DISABLED: 'true',
      CHECKPOINT_DISABLE: '1',
      CI: '1',
    };
    const mirror = join(enginesFolder, 'terraform-mirror');
    const printed = existsSync(mirror) ? spawnSync(mirror, { encoding: 'utf8' }) : undefined;
    if (printed?.status === 0) {
      writeFileSync(join(folder, 'terraformrc'), printed.stdout);
      this.#environment['TF_CLI_CONFIG_FILE'] = join(folder, 'terraformrc');
    }
  }

  /** Another stack, deployed to the same AWS API. */
  beside(other: Pick<StackToDeploy, 'stack' | 'app' | 'folder' | 'keys'>): Cdktf {
    return new Cdktf({ ...this.what, ...other });
  }

  /** Where the generated Terraform and its assets are. */
  get stackFolder(): string {
    return join(this.#folder, 'cdktf.out', 'stacks', this.what.stack);
  }

  /** Why nothing can be deployed here, if so. */
  get unavailable(): string | undefined {
    return spawnSync('terraform', ['version'], { env: this.#environment }).status === 0 ? undefined : 'terraform is not installed';
  }

  /** Deploys; the outputs, and Terraform's own summary, e.g. `79 added, 0 changed, 0 destroyed`. */
  async deploy(): Promise<{ readonly outputs: Outputs; readonly summary: string }> {
    const outputsFile = join(this.#folder, 'outputs.json');
    const text = await this.#run('deploy', '--auto-approve', '--skip-provider-lock', '--outputs-file', outputsFile);
    const outputs = (JSON.parse(readFileSync(outputsFile, 'utf8')) as Record<string, Outputs>)[this.what.stack];
    if (outputs === undefined) throw new Error(`cdktf wrote no outputs of ${this.what.stack}`);
    return { outputs, summary: summaryOf(text) };
  }

  /** Destroys all of it; Terraform's own summary. */
  async destroy(): Promise<string> {
    return summaryOf(await this.#run('destroy', '--auto-approve', '--skip-provider-lock'));
  }

  async #run(command: string, ...options: readonly string[]): Promise<string> {
    const app = `node --conditions=@drs-orchestration/source --import tsx ${this.what.app}`;
    const cli = join(infra, 'node_modules', '.bin', 'cdktf');
    // Not spawnSync: the engine's calls of Lambda come to this very process.
    const child = spawn(cli, [command, this.what.stack, '--app', app, '--output', join(this.#folder, 'cdktf.out'), '--no-color', ...options], { cwd: infra, env: this.#environment, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (chunk: string) => {
        text += chunk;
        this.what.log(chunk);
      });
    }
    const status = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
    if (status !== 0) throw new Error(`cdktf ${command} failed (${status}):\n${text.split('\n').slice(-40).join('\n')}`);
    return text;
  }
}

/** No setting of the caller's may lead to a real account. */
function withoutAws(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('AWS_')));
}

function summaryOf(text: string): string {
  const counted = /(?:Apply|Destroy) complete! Resources: ([^.]+)\./.exec(text)?.[1];
  if (counted !== undefined) return counted;
  throw new Error(`cdktf did not say what it changed:\n${text.slice(-2000)}`);
}
