import { z } from 'zod';
import type { JsonObject } from '../template/parseTemplate';
import type {
  ProvisionedResource,
  ResourceRequest,
  ResourceType,
} from './ResourceType';
import { tagChanges } from './responseShapes';
import { createOrAdopt, whenMissing } from './whenMissing';

function logGroupArn(
  { context: { region, accountId } }: ResourceRequest,
  name: string,
): string {
  return `arn:aws:logs:${region}:${accountId}:log-group:${name}:*`;
}

async function applyRetention(
  request: ResourceRequest,
  logGroupName: string,
): Promise<void> {
  const { RetentionInDays } = request.properties;
  if (RetentionInDays !== undefined) {
    await request.call('PutRetentionPolicy', {
      logGroupName,
      retentionInDays: Number(RetentionInDays),
    });
  } else if (request.previousProperties.RetentionInDays !== undefined) {
    await request.call('DeleteRetentionPolicy', { logGroupName });
  }
}

async function applyKey(
  request: ResourceRequest,
  logGroupName: string,
): Promise<void> {
  const { KmsKeyId: kmsKeyId } = request.properties;
  if (!request.changed('KmsKeyId')) {
    return;
  }
  await (kmsKeyId === undefined
    ? request.call('DisassociateKmsKey', { logGroupName })
    : request.call('AssociateKmsKey', { logGroupName, kmsKeyId }));
}

const logGroup: ResourceType = {
  type: 'AWS::Logs::LogGroup',
  service: 'logs',
  name: { property: 'LogGroupName', maxLength: 512 },
  createOnly: ['LogGroupName'],
  properties: {
    implemented: [
      'DeletionProtectionEnabled',
      'KmsKeyId',
      'LogGroupClass',
      'LogGroupName',
      'RetentionInDays',
    ],
    rejected: {
      'Log groups have no policies, indexes and bearer tokens here.': [
        'BearerTokenAuthenticationEnabled',
        'DataProtectionPolicy',
        'FieldIndexPolicies',
        'ResourcePolicyDocument',
      ],
    },
  },
  attributes: ['Arn'],
  taggable: true,
  async exists(request) {
    const { logGroups } = z
      .object({
        logGroups: z.array(z.object({ logGroupName: z.string() })).default([]),
      })
      .parse(
        await request.call('DescribeLogGroups', {
          logGroupNamePrefix: request.name,
        }),
      );
    return logGroups.some(({ logGroupName }) => logGroupName === request.name);
  },
  async create(request) {
    const { properties, name, tags } = request;
    await createOrAdopt(
      request.call('CreateLogGroup', {
        logGroupName: name,
        kmsKeyId: properties.KmsKeyId,
        logGroupClass: properties.LogGroupClass,
        deletionProtectionEnabled: properties.DeletionProtectionEnabled,
        tags: Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])),
      }),
      request.resumed,
    );
    await request.initiated(name);
    await applyRetention(request, name);
    return {
      physicalId: name,
      attributes: { Arn: logGroupArn(request, name) },
    };
  },
  async update(request) {
    const { physicalId } = request;
    await applyRetention(request, physicalId);
    await applyKey(request, physicalId);
    if (request.changed('DeletionProtectionEnabled')) {
      await request.call('PutLogGroupDeletionProtection', {
        logGroupIdentifier: physicalId,
        deletionProtectionEnabled:
          request.properties.DeletionProtectionEnabled ?? false,
      });
    }
    const { add, removeKeys } = tagChanges(request.previousTags, request.tags);
    const resourceArn = logGroupArn(request, physicalId).replace(/:\*$/, '');
    if (removeKeys.length > 0) {
      await request.call('UntagResource', { resourceArn, tagKeys: removeKeys });
    }
    if (add.length > 0) {
      await request.call('TagResource', {
        resourceArn,
        tags: Object.fromEntries(add.map(({ Key, Value }) => [Key, Value])),
      });
    }
    return {
      physicalId,
      attributes: { Arn: logGroupArn(request, physicalId) },
    };
  },
  async delete(request) {
    await whenMissing(
      request.call('DeleteLogGroup', { logGroupName: request.physicalId }),
      undefined,
    );
  },
};

const transformationsSchema = z.array(
  z.strictObject({
    MetricName: z.string(),
    MetricNamespace: z.string(),
    MetricValue: z.coerce.string(),
    DefaultValue: z.coerce.number().optional(),
    Unit: z.string().optional(),
    Dimensions: z
      .array(z.strictObject({ Key: z.string(), Value: z.string() }))
      .optional(),
  }),
);

async function putMetricFilter(
  request: ResourceRequest,
): Promise<ProvisionedResource> {
  const { properties, name, physicalId } = request;
  const filterName = physicalId || name;
  await request.call('PutMetricFilter', {
    logGroupName: properties.LogGroupName,
    filterName,
    filterPattern: properties.FilterPattern,
    metricTransformations: transformations(properties),
  });
  await request.initiated(filterName);
  return { physicalId: filterName, attributes: {} };
}

function transformations(
  properties: JsonObject,
): Array<Record<string, unknown>> {
  return transformationsSchema
    .parse(properties.MetricTransformations)
    .map(item => ({
      metricName: item.MetricName,
      metricNamespace: item.MetricNamespace,
      metricValue: item.MetricValue,
      defaultValue: item.DefaultValue,
      unit: item.Unit,
      dimensions:
        item.Dimensions &&
        Object.fromEntries(
          item.Dimensions.map(({ Key, Value }) => [Key, Value]),
        ),
    }));
}

const metricFilter: ResourceType = {
  type: 'AWS::Logs::MetricFilter',
  service: 'logs',
  name: { property: 'FilterName', maxLength: 512 },
  createOnly: ['FilterName', 'LogGroupName'],
  required: ['FilterPattern', 'LogGroupName', 'MetricTransformations'],
  properties: {
    implemented: [
      'FilterName',
      'FilterPattern',
      'LogGroupName',
      'MetricTransformations',
    ],
    rejected: {
      'Log groups have no transformers and field selection here.': [
        'ApplyOnTransformedLogs',
        'EmitSystemFieldDimensions',
        'FieldSelectionCriteria',
      ],
    },
  },
  attributes: [],
  taggable: false,
  create: putMetricFilter,
  update: putMetricFilter,
  async delete(request) {
    await whenMissing(
      request.call('DeleteMetricFilter', {
        logGroupName: request.properties.LogGroupName,
        filterName: request.physicalId,
      }),
      undefined,
    );
  },
};

export const logs: readonly ResourceType[] = [logGroup, metricFilter];
