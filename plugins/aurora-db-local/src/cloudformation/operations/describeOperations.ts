import { z } from 'zod';
import { defineOperation } from '../../service/defineOperation';
import { listInput } from '../../service/inputs';
import { paginate } from '../../service/paginate';
import type { Operation } from '../../service/AwsService';
import type { ResourceRecord, StackEvent, StackRecord } from '../StackRecord';
import type { StackStore } from '../StackStore';
import { exportsOf, importersOf } from '../stackScope';
import { validationError } from '../validationError';
import { PAGE_SIZE, pageOf } from './pageOf';
import { checkStatuses } from './checkStatuses';
import { describeParameters } from './describeParameters';
import { nextTokenInput, stackNameInput } from './stackInputs';
import { unlessEmpty } from './unlessEmpty';

const paged = { NextToken: nextTokenInput };

const inputs = {
  DescribeStackEvents: z.strictObject({ ...paged, StackName: stackNameInput }),
  DescribeStackResource: z.strictObject({
    StackName: stackNameInput,
    LogicalResourceId: z.string(),
  }),
  DescribeStackResources: z.strictObject({
    StackName: stackNameInput.optional(),
    LogicalResourceId: z.string().optional(),
    PhysicalResourceId: z.string().optional(),
  }),
  DescribeStacks: z.strictObject({
    ...paged,
    StackName: stackNameInput.optional(),
  }),
  ListExports: z.strictObject(paged),
  ListImports: z.strictObject({ ...paged, ExportName: z.string() }),
  ListStackResources: z.strictObject({ ...paged, StackName: stackNameInput }),
  ListStacks: z.strictObject({
    ...paged,
    StackStatusFilter: listInput(z.string()).default([]),
  }),
};

export function describeOperations(
  store: StackStore,
): Record<string, Operation> {
  return {
    DescribeStacks: defineOperation(
      inputs.DescribeStacks,
      async ({ StackName, NextToken: token }, context) => {
        const stacks =
          StackName === undefined
            ? store.stacks.list(context).filter(exists)
            : [store.get(context, StackName)];
        const { items, nextToken } = paginate(
          newestFirst(stacks),
          pageOf(token),
        );
        return { Stacks: items.map(describeStack), NextToken: nextToken };
      },
    ),

    ListStacks: defineOperation(
      inputs.ListStacks,
      async ({ StackStatusFilter: filter, NextToken: token }, context) => {
        checkStatuses(filter);
        const stacks = store.stacks
          .list(context)
          .filter(
            ({ status }) => filter.length === 0 || filter.includes(status),
          );
        const { items, nextToken } = paginate(
          newestFirst(stacks),
          pageOf(token),
        );
        return {
          StackSummaries: items.map(summarizeStack),
          NextToken: nextToken,
        };
      },
    ),

    DescribeStackEvents: defineOperation(
      inputs.DescribeStackEvents,
      async ({ StackName, NextToken: token }, context) => {
        const { stackId } = store.get(context, StackName);
        const events = store.events(context, stackId);
        // New events appear at the front while a caller reads pages, so a token names an event and
        // not a position.
        const start =
          token === undefined
            ? 0
            : events.findIndex(({ EventId }) => EventId === token);
        if (start < 0) {
          throw validationError(
            'NextToken is invalid: it must come from the previous page.',
          );
        }
        const page = events.slice(start, start + PAGE_SIZE);
        return {
          StackEvents: page.map(describeEvent),
          NextToken: events[start + PAGE_SIZE]?.EventId,
        };
      },
    ),

    DescribeStackResources: defineOperation(
      inputs.DescribeStackResources,
      async ({ StackName, LogicalResourceId, PhysicalResourceId }, context) => {
        if ((StackName === undefined) === (PhysicalResourceId === undefined)) {
          throw validationError(
            'Either StackName or PhysicalResourceId must be specified, and not both.',
          );
        }
        const stack =
          StackName === undefined
            ? findByPhysicalId(store.stacks.list(context), PhysicalResourceId)
            : store.get(context, StackName);
        const resources = Object.values(stack.resources).filter(
          ({ logicalId }) =>
            LogicalResourceId === undefined || logicalId === LogicalResourceId,
        );
        return {
          StackResources: resources
            .slice(0, PAGE_SIZE)
            .map(resource => describeResource(stack, resource)),
        };
      },
    ),

    DescribeStackResource: defineOperation(
      inputs.DescribeStackResource,
      async ({ StackName, LogicalResourceId }, context) => {
        const stack = store.get(context, StackName);
        const resource = stack.resources[LogicalResourceId];
        if (!resource) {
          throw validationError(
            `Resource ${LogicalResourceId} does not exist for stack ${stack.stackName}`,
          );
        }
        const { Timestamp, ...described } = describeResource(stack, resource);
        return {
          StackResourceDetail: {
            ...described,
            LastUpdatedTimestamp: Timestamp,
            Metadata: JSON.stringify(resource.metadata ?? {}),
          },
        };
      },
    ),

    ListStackResources: defineOperation(
      inputs.ListStackResources,
      async ({ StackName, NextToken: token }, context) => {
        const stack = store.get(context, StackName);
        const { items, nextToken } = paginate(
          Object.values(stack.resources),
          pageOf(token),
        );
        const StackResourceSummaries = items.map(resource => {
          const {
            StackId,
            StackName: name,
            Timestamp,
            ...summary
          } = describeResource(stack, resource);
          return { ...summary, LastUpdatedTimestamp: Timestamp };
        });
        return { StackResourceSummaries, NextToken: nextToken };
      },
    ),

    ListExports: defineOperation(
      inputs.ListExports,
      async ({ NextToken: token }, context) => {
        const { items, nextToken } = paginate(
          exportsOf(store, context),
          pageOf(token),
        );
        return { Exports: items, NextToken: nextToken };
      },
    ),

    ListImports: defineOperation(
      inputs.ListImports,
      async ({ ExportName, NextToken: token }, context) => {
        const importers = importersOf(store, context, ExportName);
        if (importers.length === 0) {
          throw validationError(
            `Export '${ExportName}' is not imported by any stack.`,
          );
        }
        const { items, nextToken } = paginate(importers, pageOf(token));
        return { Imports: items, NextToken: nextToken };
      },
    ),
  };
}

function exists({ status }: StackRecord): boolean {
  return status !== 'DELETE_COMPLETE';
}

function newestFirst(stacks: readonly StackRecord[]): StackRecord[] {
  return stacks.toSorted((a, b) =>
    b.creationTime.localeCompare(a.creationTime),
  );
}

function date(value: string | undefined): Date | undefined {
  return value === undefined ? undefined : new Date(value);
}

function summarizeStack(stack: StackRecord): Record<string, unknown> {
  return {
    StackId: stack.stackId,
    StackName: stack.stackName,
    TemplateDescription: stack.deployed.description,
    CreationTime: date(stack.creationTime),
    LastUpdatedTime: date(stack.lastUpdatedTime),
    DeletionTime: date(stack.deletionTime),
    StackStatus: stack.status,
    StackStatusReason: stack.statusReason,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}

function describeStack(stack: StackRecord): Record<string, unknown> {
  const { deployed } = stack;
  const { TemplateDescription: Description, ...summary } =
    summarizeStack(stack);
  return {
    ...summary,
    Description,
    ChangeSetId: stack.changeSetId,
    Parameters: unlessEmpty(describeParameters(deployed)),
    RollbackConfiguration: {},
    DisableRollback: stack.disableRollback,
    NotificationARNs: deployed.notificationArns,
    TimeoutInMinutes: stack.timeoutInMinutes,
    Capabilities: unlessEmpty(deployed.capabilities),
    Outputs: unlessEmpty(stack.outputs),
    RoleARN: deployed.roleArn,
    Tags: deployed.tags,
    EnableTerminationProtection: stack.terminationProtection,
    DeletionMode: stack.deletionMode,
  };
}

function describeEvent({
  sequence,
  Timestamp,
  ...event
}: StackEvent): Record<string, unknown> {
  return { ...event, Timestamp: new Date(Timestamp) };
}

function describeResource(stack: StackRecord, resource: ResourceRecord) {
  return {
    StackName: stack.stackName,
    StackId: stack.stackId,
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    Timestamp: new Date(resource.timestamp),
    ResourceStatus: resource.status,
    ResourceStatusReason: resource.statusReason,
    DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
  };
}

function findByPhysicalId(
  stacks: readonly StackRecord[],
  physicalId: string | undefined,
): StackRecord {
  const stack = stacks
    .filter(exists)
    .find(({ resources }) =>
      Object.values(resources).some(
        resource => resource.physicalId === physicalId,
      ),
    );
  if (physicalId === undefined || !stack) {
    throw validationError(
      `Stack for ${physicalId ?? 'no physical resource id'} does not exist`,
    );
  }
  return stack;
}
