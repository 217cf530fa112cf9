import { z } from 'zod';
import { listInput } from '../../service/inputs';
import { paginate } from '../../service/paginate';
import type { Operation } from '../../service/AwsService';
import type { ResourceRecord, StackEvent, StackRecord } from '../StackRecord';
import type { StackStore } from '../StackStore';
import { exportsOf, importersOf } from '../stackScope';
import { parseTemplate } from '../template/parseTemplate';
import { validationError } from '../validationError';
import { PAGE_SIZE, pageOf } from './pageOf';
import { stackNameInput } from './stackInputs';

const pageInput = z.object({
  StackName: stackNameInput.optional(),
  NextToken: z.string().optional(),
});
const namedPageInput = pageInput.extend({ StackName: stackNameInput });
const listStacksInput = z.object({
  NextToken: z.string().optional(),
  StackStatusFilter: listInput(z.string()).optional(),
});
const resourcesInput = z.object({
  StackName: stackNameInput.optional(),
  LogicalResourceId: z.string().optional(),
  PhysicalResourceId: z.string().optional(),
});
const resourceInput = z.object({
  StackName: stackNameInput,
  LogicalResourceId: z.string(),
});
const listImportsInput = z.object({
  ExportName: z.string(),
  NextToken: z.string().optional(),
});

export function describeOperations(
  store: StackStore,
): Record<string, Operation> {
  return {
    async DescribeStacks(rawInput, context) {
      const { StackName, NextToken: token } = pageInput.parse(rawInput);
      const stacks =
        StackName === undefined
          ? store.stacks.list(context).filter(exists)
          : [store.get(context, StackName)];
      const { items, nextToken } = paginate(newestFirst(stacks), pageOf(token));
      return { Stacks: items.map(describeStack), NextToken: nextToken };
    },

    async ListStacks(rawInput, context) {
      const { StackStatusFilter: filter = [], NextToken: token } =
        listStacksInput.parse(rawInput);
      const stacks = store.stacks
        .list(context)
        .filter(({ status }) => filter.length === 0 || filter.includes(status));
      const { items, nextToken } = paginate(newestFirst(stacks), pageOf(token));
      return {
        StackSummaries: items.map(summarizeStack),
        NextToken: nextToken,
      };
    },

    async DescribeStackEvents(rawInput, context) {
      const { StackName, NextToken: token } = namedPageInput.parse(rawInput);
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

    async DescribeStackResources(rawInput, context) {
      const { StackName, LogicalResourceId, PhysicalResourceId } =
        resourcesInput.parse(rawInput);
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

    async DescribeStackResource(rawInput, context) {
      const { StackName, LogicalResourceId } = resourceInput.parse(rawInput);
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

    async ListStackResources(rawInput, context) {
      const { StackName, NextToken: token } = namedPageInput.parse(rawInput);
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

    async ListExports(rawInput, context) {
      const { NextToken: token } = pageInput.parse(rawInput);
      const { items, nextToken } = paginate(
        exportsOf(store, context),
        pageOf(token),
      );
      return { Exports: items, NextToken: nextToken };
    },

    async ListImports(rawInput, context) {
      const { ExportName, NextToken: token } = listImportsInput.parse(rawInput);
      const importers = importersOf(store, context, ExportName);
      if (importers.length === 0) {
        throw validationError(
          `Export '${ExportName}' is not imported by any stack.`,
        );
      }
      const { items, nextToken } = paginate(importers, pageOf(token));
      return { Imports: items, NextToken: nextToken };
    },
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
    Parameters: describeParameters(stack),
    RollbackConfiguration: {},
    DisableRollback: stack.disableRollback,
    NotificationARNs: deployed.notificationArns,
    Capabilities: deployed.capabilities,
    Outputs: stack.outputs,
    RoleARN: deployed.roleArn,
    Tags: deployed.tags,
    EnableTerminationProtection: stack.terminationProtection,
  };
}

function describeParameters({
  deployed,
}: StackRecord): Array<Record<string, unknown>> {
  const entries = Object.entries(deployed.parameters);
  const definitions =
    entries.length > 0 ? parseTemplate(deployed.templateBody).Parameters : {};
  return entries.map(([ParameterKey, value]) => ({
    ParameterKey,
    ParameterValue: definitions[ParameterKey]?.NoEcho ? '****' : value,
  }));
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
