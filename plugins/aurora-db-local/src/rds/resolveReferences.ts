import { isRoleOfService } from '../iam/isRoleOfService';
import { findEnabledKey } from '../kms/findEnabledKey';
import {
  AwsError,
  type RequestContext,
  type ServiceCaller,
} from '../service/AwsService';
import { isKeyOfAws, kmsKeyArn } from './clusters/kmsKeyArn';
import { invalidValue } from './rdsFaults';

/** Members of RDS's operations that name a key of KMS. */
interface Keys {
  KmsKeyId?: string;
  MasterUserSecretKmsKeyId?: string;
  PerformanceInsightsKMSKeyId?: string;
}

/** Members that name what belongs to other services. */
interface References extends Keys {
  AssociatedRoles?: readonly { RoleArn: string }[];
  MonitoringRoleArn?: string;
  VpcSecurityGroupIds?: readonly string[];
}

/**
 * Throws RDS's error if a request names a security group, a key or a role that RDS could not use.
 * Returns the ARNs of the keys.
 */
export async function resolveReferences(
  services: ServiceCaller,
  context: RequestContext,
  input: References,
): Promise<Keys> {
  for (const id of input.VpcSecurityGroupIds ?? []) {
    await checkSecurityGroup(services, context, id);
  }
  if (input.MonitoringRoleArn !== undefined) {
    await checkRole(services, context, input.MonitoringRoleArn, {
      service: 'monitoring.rds.amazonaws.com',
      feature: 'ENHANCED_MONITORING',
    });
  }
  for (const { RoleArn } of input.AssociatedRoles ?? []) {
    await checkRole(services, context, RoleArn, {
      service: 'rds.amazonaws.com',
      feature: 'AWS_ROLE_INTEGRATION',
    });
  }
  const keys: Keys = {};
  for (const member of [
    'KmsKeyId',
    'MasterUserSecretKmsKeyId',
    'PerformanceInsightsKMSKeyId',
  ] as const) {
    const given = input[member];
    if (given !== undefined) {
      keys[member] = await findKey(services, context, given);
    }
  }
  return keys;
}

async function checkSecurityGroup(
  services: ServiceCaller,
  context: RequestContext,
  id: string,
): Promise<void> {
  try {
    await services.call(
      'ec2',
      'DescribeSecurityGroups',
      { GroupIds: [id] },
      context,
    );
  } catch (error) {
    throw error instanceof AwsError
      ? invalidValue(`Invalid security group , groupId= ${id}, groupName=.`)
      : error;
  }
}

async function checkRole(
  services: ServiceCaller,
  context: RequestContext,
  arn: string,
  { service, feature }: { service: string; feature: string },
): Promise<void> {
  if (!(await isRoleOfService(services, context, arn, service))) {
    throw invalidValue(
      `IAM role ARN value is invalid or does not include the required permissions for: ${feature}. ${arn} must be a role of account ${context.accountId} that trusts ${service}.`,
    );
  }
}

async function findKey(
  services: ServiceCaller,
  context: RequestContext,
  given: string,
): Promise<string> {
  if (isKeyOfAws(context, given)) {
    return kmsKeyArn(context, given);
  }
  const arn = await findEnabledKey(services, context, given);
  if (arn === undefined) {
    throw new AwsError(
      'KMSKeyNotAccessibleFault',
      `The specified KMS key [${given}] does not exist, is not enabled or you do not have permissions to access it.`,
    );
  }
  return arn;
}
