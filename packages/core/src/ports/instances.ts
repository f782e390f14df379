/** An EC2 instance's state as DescribeInstanceStatus names it; UNKNOWN: EC2 does not know the id (yet, or any more). */
export type InstanceState = 'pending' | 'running' | 'shutting-down' | 'terminated' | 'stopping' | 'stopped' | 'unknown';

/** What EC2 tells about an instance besides its state. */
export interface InstanceAddress {
  readonly privateIpAddress?: string;
  readonly hostName?: string;
}

/** EC2, in one account and Region. */
export interface Instances {
  /** The state of each instance asked for (any number, 100 a call, stopped and terminated ones included). */
  describeStates(instanceIds: readonly string[]): Promise<ReadonlyMap<string, InstanceState>>;
  /** The private address and name of each instance EC2 knows. */
  describeAddresses(instanceIds: readonly string[]): Promise<ReadonlyMap<string, InstanceAddress>>;
}
