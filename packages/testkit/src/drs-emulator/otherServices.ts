import { AwsFault } from './awsFault.js';
import type { DrsEmulator, RecoveryInstance } from './drsEmulator.js';
import { terminatedAt } from './timing/course.js';

type Query = URLSearchParams;

function members(query: Query, prefix: string): string[] {
  return [...query.entries()].filter(([key]) => key.startsWith(`${prefix}.`)).map(([, value]) => value);
}

function ec2State(emulator: DrsEmulator, instance: RecoveryInstance): string {
  const now = emulator.clock.now();
  if (instance.termination !== undefined) return terminatedAt(instance.termination.server.course) <= now ? 'terminated' : 'shutting-down';
  return now < instance.launchedAt + (emulator.world.Ec2?.PendingSeconds ?? 0) * 1000 ? 'pending' : 'running';
}

function known(emulator: DrsEmulator, query: Query): readonly RecoveryInstance[] {
  const ids = members(query, 'InstanceId');
  const fresh = (emulator.world.Ec2?.UnknownSeconds ?? 0) * 1000;
  const all = emulator.everyInstance().filter((instance) => emulator.clock.now() >= instance.launchedAt + fresh);
  const missing = ids.filter((id) => !all.some((instance) => instance.id === id));
  if (missing.length > 0) throw new AwsFault('InvalidInstanceID.NotFound', 400, `The instance ID${missing.length > 1 ? 's' : ''} '${missing.join(', ')}' do${missing.length > 1 ? '' : 'es'} not exist`);
  return ids.length === 0 ? all : all.filter((instance) => ids.includes(instance.id));
}

function address(id: string): string {
  const value = parseInt(id.slice(-4), 16);
  return `10.0.${(value >> 8) & 255}.${value & 255}`;
}

const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** The calls of EC2, STS and SNS that a drill makes, by action: the inner XML of each answer. */
export const queryOperations: Readonly<Record<string, (emulator: DrsEmulator, query: Query, accessKey: string) => string>> = {
  DescribeInstanceStatus(emulator, query) {
    if (members(query, 'InstanceId').length > 100) throw new AwsFault('InvalidParameterValue', 400, 'At most 100 instance ids');
    const all = query.get('IncludeAllInstances') === 'true';
    const items = known(emulator, query).filter((instance) => all || ec2State(emulator, instance) === 'running');
    return `<instanceStatusSet>${items.map((instance) => `<item><instanceId>${instance.id}</instanceId><instanceState><name>${ec2State(emulator, instance)}</name></instanceState></item>`).join('')}</instanceStatusSet>`;
  },
  DescribeInstances(emulator, query) {
    const items = known(emulator, query).map((instance) => {
      const ip = address(instance.id);
      return `<item><instanceId>${instance.id}</instanceId><instanceState><name>${ec2State(emulator, instance)}</name></instanceState><privateIpAddress>${ip}</privateIpAddress><privateDnsName>ip-${ip.replaceAll('.', '-')}.ec2.internal</privateDnsName></item>`;
    });
    return `<reservationSet><item><reservationId>r-0</reservationId><instancesSet>${items.join('')}</instancesSet></item></reservationSet>`;
  },
  AssumeRole(emulator, query) {
    const arn = query.get('RoleArn') ?? '';
    const role = emulator.world.Roles?.find((candidate) => candidate.Arn === arn);
    if (role?.Deny !== undefined) throw new AwsFault('AccessDenied', 403, role.Deny);
    if (role?.ExternalId !== undefined && role.ExternalId !== query.get('ExternalId')) throw new AwsFault('AccessDenied', 403, `Not authorized to perform sts:AssumeRole on ${arn}`);
    const expiresAt = emulator.clock.now() + Number(query.get('DurationSeconds') ?? 3600) * 1000;
    const key = `ASIA${String(emulator.sessions.size + 1).padStart(16, '0')}`;
    emulator.sessions.set(key, { account: arn.split(':')[4] ?? '', expiresAt });
    return `<Credentials><AccessKeyId>${key}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>${key}</SessionToken><Expiration>${new Date(expiresAt).toISOString()}</Expiration></Credentials><AssumedRoleUser><Arn>${escape(arn)}</Arn><AssumedRoleId>AROA:${key}</AssumedRoleId></AssumedRoleUser>`;
  },
  GetCallerIdentity(emulator, _query, accessKey) {
    const account = emulator.sessions.get(accessKey)?.account ?? emulator.account;
    return `<Arn>arn:aws:iam::${account}:user/local</Arn><UserId>LOCAL</UserId><Account>${account}</Account>`;
  },
  Publish(emulator, query) {
    const topicArn = query.get('TopicArn') ?? '';
    if (emulator.world.Topics !== undefined && !emulator.world.Topics.includes(topicArn)) throw new AwsFault('NotFound', 404, 'Topic does not exist');
    const subject = query.get('Subject');
    emulator.messages.push({ at: emulator.clock.now(), topicArn, message: query.get('Message') ?? '', ...(subject === null ? {} : { subject }) });
    return `<MessageId>message-${emulator.messages.length}</MessageId>`;
  },
};
