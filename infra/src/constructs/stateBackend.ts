import { LocalBackend, S3Backend, type TerraformBackend, type TerraformStack } from 'cdktf';
import type { Configuration } from '../configuration/configuration.js';

/**
 * Where Terraform keeps a stack's state: in the bucket, locked there, or in a file of `infra/`. Explicit, because the
 * default backend writes this machine's absolute path into what is generated.
 */
export function stateBackend(stack: TerraformStack, id: string, { StateBucket, Region }: Configuration): TerraformBackend {
  // Terraform runs in cdktf.out/stacks/<id>, which may be deleted at any time.
  if (StateBucket === undefined) return new LocalBackend(stack, { path: `../../../terraform.tfstate.${id}` });
  const backend = new S3Backend(stack, { bucket: StateBucket, key: `${id}/terraform.tfstate`, region: Region, encrypt: true });
  stack.addOverride('terraform.backend.s3.use_lockfile', true);
  return backend;
}
