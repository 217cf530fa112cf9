import { z } from 'zod';
import type {
  ProvisionedResource,
  ResourceRequest,
  ResourceType,
} from './ResourceType';
import { firstOf } from './responseShapes';
import { stringMember } from './stringMember';

const clusterSchema = z.object({
  DBClusterIdentifier: z.string(),
  Engine: z.string(),
  Endpoint: z.string().optional(),
  Port: z.coerce.number().optional(),
  DatabaseName: z.string().optional(),
});
const instanceSchema = z.object({
  DBInstanceIdentifier: z.string(),
  Engine: z.string(),
  Endpoint: z
    .object({
      Address: z.string().optional(),
      Port: z.coerce.number().optional(),
    })
    .optional(),
  DBName: z.string().optional(),
});

/** The connection fields that the target adds to its secret. */
async function connection(
  request: ResourceRequest,
): Promise<Record<string, string | number | undefined>> {
  const { TargetType, TargetId } = request.properties;
  if (TargetType === 'AWS::RDS::DBCluster') {
    const response = await request.callService('rds', 'DescribeDBClusters', {
      DBClusterIdentifier: TargetId,
    });
    const cluster = firstOf('DBClusters', clusterSchema, response);
    return {
      // The secret's engine is "postgres" for Aurora PostgreSQL.
      engine: cluster?.Engine.includes('postgres') ? 'postgres' : 'mysql',
      host: cluster?.Endpoint,
      port: cluster?.Port,
      dbname: cluster?.DatabaseName,
      dbClusterIdentifier: cluster?.DBClusterIdentifier,
    };
  }
  if (TargetType === 'AWS::RDS::DBInstance') {
    const response = await request.callService('rds', 'DescribeDBInstances', {
      DBInstanceIdentifier: TargetId,
    });
    const instance = firstOf('DBInstances', instanceSchema, response);
    return {
      engine: instance?.Engine.includes('postgres') ? 'postgres' : 'mysql',
      host: instance?.Endpoint?.Address,
      port: instance?.Endpoint?.Port,
      dbname: instance?.DBName,
      dbInstanceIdentifier: instance?.DBInstanceIdentifier,
    };
  }
  throw new Error(
    `TargetType '${String(TargetType)}' is not supported by aurora-db-local. Use AWS::RDS::DBCluster or AWS::RDS::DBInstance.`,
  );
}

async function attach(request: ResourceRequest): Promise<ProvisionedResource> {
  const fields = Object.entries(await connection(request)).filter(
    ([, value]) => value !== undefined,
  );
  const SecretId = String(request.properties.SecretId);
  const current = await request.call('GetSecretValue', { SecretId });
  const value = z
    .record(z.string(), z.unknown())
    .parse(JSON.parse(stringMember(current, 'SecretString')));
  const next = JSON.stringify({ ...value, ...Object.fromEntries(fields) });
  if (next !== stringMember(current, 'SecretString')) {
    await request.call('PutSecretValue', { SecretId, SecretString: next });
  }
  const arn = stringMember(current, 'ARN');
  await request.initiated(arn);
  return { physicalId: arn, attributes: { Id: arn } };
}

/**
 * Writes the address of the database into the secret's JSON. Keeps the other fields, e.g. a dbname
 * if the target has none.
 */
export const secretTargetAttachment: ResourceType = {
  type: 'AWS::SecretsManager::SecretTargetAttachment',
  service: 'secretsmanager',
  createOnly: ['SecretId'],
  required: ['SecretId', 'TargetId', 'TargetType'],
  properties: { implemented: ['SecretId', 'TargetId', 'TargetType'] },
  attributes: ['Id'],
  taggable: false,
  create: attach,
  update: attach,
  async delete() {
    // The secret stays unchanged: a retained secret still names its database.
  },
};
