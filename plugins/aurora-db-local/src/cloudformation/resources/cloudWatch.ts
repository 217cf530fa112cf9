import { z } from 'zod';
import type { JsonObject } from '../template/parseTemplate';
import type { PropertyHandling } from './PropertyHandling';
import {
  pick,
  type ProvisionedResource,
  type ResourceRequest,
  type ResourceType,
} from './ResourceType';
import { tagChanges } from './responseShapes';
import { whenMissing } from './whenMissing';

const common = [
  'ActionsEnabled',
  'AlarmActions',
  'AlarmDescription',
  'InsufficientDataActions',
  'OKActions',
];

interface AlarmKind {
  type: string;
  operation: string;
  member: 'MetricAlarms' | 'CompositeAlarms';
  properties: readonly string[];
  required: readonly string[];
  rejected?: PropertyHandling['rejected'];
}

function alarm(kind: AlarmKind): ResourceType {
  const put = async (
    request: ResourceRequest,
    AlarmName: string,
  ): Promise<ProvisionedResource> => {
    const { accountId, region } = request.context;
    await request.call(kind.operation, {
      ...pick(request.properties, [...common, ...kind.properties]),
      AlarmName,
      // PutMetricAlarm accepts tags only for new alarms.
      ...(request.physicalId === '' && { Tags: request.tags }),
    });
    await request.initiated(AlarmName);
    return {
      physicalId: AlarmName,
      attributes: {
        Arn: `arn:aws:cloudwatch:${region}:${accountId}:alarm:${AlarmName}`,
      },
    };
  };
  return {
    type: kind.type,
    service: 'monitoring',
    name: { property: 'AlarmName', maxLength: 255 },
    createOnly: ['AlarmName'],
    required: kind.required,
    properties: {
      implemented: [...common, ...kind.properties, 'AlarmName'],
      rejected: kind.rejected,
    },
    attributes: ['Arn'],
    taggable: true,
    async exists(request) {
      const AlarmTypes = [
        kind.member === 'MetricAlarms' ? 'MetricAlarm' : 'CompositeAlarm',
      ];
      const found = await request.call('DescribeAlarms', {
        AlarmNames: [request.name],
        AlarmTypes,
      });
      return (
        z.array(z.unknown()).default([]).parse(found[kind.member]).length > 0
      );
    },
    takesOver: true,
    create: request => put(request, request.name),
    async update(request) {
      const result = await put(request, request.physicalId);
      const { accountId, region } = request.context;
      await changeTags(
        request,
        `arn:aws:cloudwatch:${region}:${accountId}:alarm:${request.physicalId}`,
      );
      return result;
    },
    async delete(request) {
      await whenMissing(
        request.call('DeleteAlarms', { AlarmNames: [request.physicalId] }),
        undefined,
      );
    },
  };
}

async function changeTags(
  request: ResourceRequest,
  ResourceARN: string,
): Promise<void> {
  const { add, removeKeys } = tagChanges(request.previousTags, request.tags);
  if (removeKeys.length > 0) {
    await request.call('UntagResource', { ResourceARN, TagKeys: removeKeys });
  }
  if (add.length > 0) {
    await request.call('TagResource', { ResourceARN, Tags: add });
  }
}

function dashboardBody({ DashboardBody }: JsonObject): string {
  return typeof DashboardBody === 'string'
    ? DashboardBody
    : JSON.stringify(DashboardBody);
}

async function putDashboard(
  request: ResourceRequest,
): Promise<ProvisionedResource> {
  const DashboardName = request.physicalId || request.name;
  await request.call('PutDashboard', {
    DashboardName,
    DashboardBody: dashboardBody(request.properties),
    // PutDashboard accepts tags only for new dashboards.
    ...(request.physicalId === '' && { Tags: request.tags }),
  });
  await request.initiated(DashboardName);
  return { physicalId: DashboardName, attributes: {} };
}

const dashboard: ResourceType = {
  type: 'AWS::CloudWatch::Dashboard',
  service: 'monitoring',
  name: { property: 'DashboardName', maxLength: 255 },
  createOnly: ['DashboardName'],
  required: ['DashboardBody'],
  properties: { implemented: ['DashboardBody', 'DashboardName'] },
  attributes: [],
  taggable: true,
  async exists(request) {
    const found = await whenMissing(
      request.call('GetDashboard', { DashboardName: request.name }),
      undefined,
    );
    return found !== undefined;
  },
  // PutDashboard replaces a dashboard, but AWS's handler refuses: "Dashboard 'x' already exists"
  // (cdklabs/cdk-monitoring-constructs issue 357).
  takesOver: true,
  create: putDashboard,
  async update(request) {
    const result = await putDashboard(request);
    await changeTags(
      request,
      `arn:aws:cloudwatch::${request.context.accountId}:dashboard/${request.physicalId}`,
    );
    return result;
  },
  async delete(request) {
    await whenMissing(
      request.call('DeleteDashboards', {
        DashboardNames: [request.physicalId],
      }),
      undefined,
    );
  },
};

export const cloudWatch: readonly ResourceType[] = [
  alarm({
    type: 'AWS::CloudWatch::Alarm',
    operation: 'PutMetricAlarm',
    member: 'MetricAlarms',
    properties: [
      'ComparisonOperator',
      'DatapointsToAlarm',
      'Dimensions',
      'EvaluateLowSampleCountPercentile',
      'EvaluationPeriods',
      'ExtendedStatistic',
      'MetricName',
      'Metrics',
      'Namespace',
      'Period',
      'Statistic',
      'Threshold',
      'ThresholdMetricId',
      'TreatMissingData',
      'Unit',
    ],
    required: [],
    rejected: {
      'Alarms evaluate metrics and metric math here, every minute.': [
        'EvaluationCriteria',
        'EvaluationInterval',
        'EvaluationWindow',
        'WarmUpConfiguration',
      ],
    },
  }),
  alarm({
    type: 'AWS::CloudWatch::CompositeAlarm',
    operation: 'PutCompositeAlarm',
    member: 'CompositeAlarms',
    properties: [
      'ActionsSuppressor',
      'ActionsSuppressorExtensionPeriod',
      'ActionsSuppressorWaitPeriod',
      'AlarmRule',
    ],
    required: ['AlarmRule'],
  }),
  dashboard,
];
