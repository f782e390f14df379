// Stands in a function's bundle for @aws-sdk/credential-provider-node, the SDK's default chain.
import { fromEnv } from '@aws-sdk/credential-provider-env';

/** Keys from the environment alone, where Lambda puts them. */
export const defaultProvider = () => fromEnv();
