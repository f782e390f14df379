import { LocalBackend, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';

/** All of the system in one account and Region; its resources are still to come. */
export class DrsOrchestrationStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    // The default backend writes an absolute path.
    new LocalBackend(this, { path: 'terraform.tfstate' });
  }
}
