import { randomUUID } from 'node:crypto';
import { AwsError } from '../service/AwsService';
import { unevaluatedResource, type DesiredResource } from './DesiredResource';
import { diffResource, needsReplacement } from './diffResource';
import { failureReason } from './failureReason';
import {
  generatePhysicalName,
  nameFromTemplate,
} from './resources/physicalName';
import { resourceType } from './resources/resourceTypes';
import type { ResourceRequest, ResourceType } from './resources/ResourceType';
import { isExisting } from './resources/whenMissing';
import type {
  ResourceRecord,
  StackOperation,
  StackRecord,
} from './StackRecord';
import type { RequestParts, StackRun } from './StackRun';

const REPLACING =
  'Requested update requires the creation of a new physical resource; hence creating one.';

/**
 * Brings a resource to the template's state. Resolves to whether it succeeded. The stack has the
 * reason of a failure.
 */
export async function provisionResource(
  run: StackRun,
  logicalId: string,
  desire: () => DesiredResource,
): Promise<boolean> {
  const before = run.operation.previous?.resources[logicalId];
  const verb = before ? 'update' : 'create';
  const done = (_: StackRecord, operation: StackOperation) => {
    operation.done.push(logicalId);
  };
  try {
    const desired = desire();
    const difference = before && diffResource(before, desired);
    const replacing =
      before !== undefined &&
      difference !== undefined &&
      needsReplacement(desired.type, difference);
    if (before && difference && !replacing) {
      if (difference.properties.length > 0 || difference.tags) {
        await updateResource(run, before, desired, done);
      } else if (difference.attributes.length > 0) {
        await run.changeResource(logicalId, aside(desired), done);
      } else {
        await run.change(done);
      }
    } else {
      await createResource(run, desired, before, done);
    }
    return true;
  } catch (error) {
    if (run.stopped) {
      return false;
    }
    await fail(run, logicalId, verb, error);
    return false;
  }
}

/** The changes that need no call to a service. */
function aside({
  metadata,
  dependencies,
  deletionPolicy,
  updateReplacePolicy,
}: DesiredResource): Partial<ResourceRecord> {
  return { metadata, dependencies, deletionPolicy, updateReplacePolicy };
}

type AlsoChange = (stack: StackRecord, operation: StackOperation) => void;

async function updateResource(
  run: StackRun,
  before: ResourceRecord,
  desired: DesiredResource,
  done: AlsoChange,
): Promise<void> {
  const { logicalId } = desired;
  const current = run.stack.resources[logicalId];
  const resumed = current?.status === 'UPDATE_IN_PROGRESS';
  if (!resumed) {
    await run.changeResource(logicalId, {
      ...desired,
      status: 'UPDATE_IN_PROGRESS',
      token: randomUUID(),
    });
  }
  const record = run.stack.resources[logicalId] ?? before;
  const request = await run.request({
    record,
    previousProperties: before.properties,
    previousTags: before.tags,
    resumed,
  });
  const { attributes } = await resourceType(desired.type).update(request);
  await run.changeResource(
    logicalId,
    { status: 'UPDATE_COMPLETE', attributes },
    done,
  );
}

async function createResource(
  run: StackRun,
  desired: DesiredResource,
  before: ResourceRecord | undefined,
  done: AlsoChange,
): Promise<void> {
  const { logicalId } = desired;
  const prefix = before ? 'UPDATE' : 'CREATE';
  const type = resourceType(desired.type);
  const resumed = isUnderWay(run.stack.resources[logicalId], before);
  if (!resumed) {
    await run.putResource(newRecord(run, desired, type, before));
  }
  const record = run.stack.resources[logicalId];
  if (!record) {
    throw new Error(`Resource ${logicalId} has left the stack.`);
  }
  const request = await requestFor(run, {
    record,
    // If `owned` is on disk, the name was free: a repeated attempt finds its own resource.
    resumed: resumed && record.owned,
    async initiated(physicalId) {
      if (run.stack.resources[logicalId]?.physicalId !== physicalId) {
        await run.changeResource(logicalId, {
          physicalId,
          owned: true,
          status: `${prefix}_IN_PROGRESS`,
          statusReason: 'Resource creation Initiated',
        });
      }
    },
  });
  const adopts = !record.owned && (await claimName(run, record, type, request));
  try {
    const { physicalId, attributes } = await type.create(
      adopts ? { ...request, resumed: true } : request,
    );
    const complete = {
      physicalId,
      attributes,
      status: `${prefix}_COMPLETE`,
      stable: true,
    };
    await run.changeResource(logicalId, complete, (stack, operation) => {
      if (before) {
        stack.obsolete.push({
          record: before,
          policy: before.updateReplacePolicy,
        });
      }
      done(stack, operation);
    });
  } catch (error) {
    if (
      isExisting(error) &&
      run.stack.resources[logicalId]?.physicalId === undefined
    ) {
      await run.changeResource(logicalId, { owned: false });
    }
    throw error;
  }
}

/**
 * The request to the handler. If a dynamic reference of a first attempt cannot be resolved, nothing
 * has been made that a rollback would delete.
 */
async function requestFor(
  run: StackRun,
  parts: RequestParts,
): Promise<ResourceRequest> {
  try {
    return await run.request(parts);
  } catch (error) {
    if (!parts.resumed && !run.stopped) {
      await run.changeResource(parts.record.logicalId, { owned: false });
    }
    throw error;
  }
}

/** Whether the record is from an attempt of this operation that a restart interrupted. */
function isUnderWay(
  current: ResourceRecord | undefined,
  before: ResourceRecord | undefined,
): boolean {
  return current !== undefined && current.token !== before?.token;
}

function newRecord(
  run: StackRun,
  desired: DesiredResource,
  type: ResourceType,
  before: ResourceRecord | undefined,
): ResourceRecord {
  const token = randomUUID();
  const given = type.name && nameFromTemplate(type.name, desired.properties);
  const name =
    type.name &&
    (given ??
      generatePhysicalName(
        type.name,
        run.stack.stackName,
        desired.logicalId,
        token,
      ));
  return {
    ...desired,
    name,
    status: before ? 'UPDATE_IN_PROGRESS' : 'CREATE_IN_PROGRESS',
    statusReason: before && REPLACING,
    timestamp: new Date().toISOString(),
    attributes: {},
    token,
    owned: given === undefined,
    stable: false,
  };
}

/**
 * Checks that a name from the template is free and records that, before the create call. Returns
 * whether the stack adopts a resource that exists already (ImportExistingResources). That one must
 * be retained, so that a failed creation cannot delete it.
 */
async function claimName(
  run: StackRun,
  record: ResourceRecord,
  type: ResourceType,
  request: ResourceRequest,
): Promise<boolean> {
  const { logicalId, name } = record;
  const owner = run.store.stacks
    .list(run.scope)
    .find(
      ({ stackId, status, resources }) =>
        stackId !== run.stackId &&
        status !== 'DELETE_COMPLETE' &&
        Object.values(resources).some(
          other =>
            other.type === type.type &&
            other.name === name &&
            other.owned &&
            other.status !== 'DELETE_COMPLETE',
        ),
    );
  if (owner) {
    throw new AwsError(
      'ValidationError',
      `${name} already exists in stack ${owner.stackId}`,
    );
  }
  const exists = (await type.exists?.(request)) ?? false;
  const adopts =
    exists &&
    (run.operation.target?.importsExisting ?? false) &&
    record.deletionPolicy === 'Retain';
  if (!exists || adopts) {
    await run.changeResource(logicalId, { owned: true });
  } else if (type.takesOver) {
    throw new AwsError(
      'AlreadyExists',
      `Resource of type '${type.type}' with identifier '${name}' already exists.`,
    );
  }
  return adopts;
}

async function fail(
  run: StackRun,
  logicalId: string,
  verb: 'create' | 'update',
  error: unknown,
): Promise<void> {
  const status = verb === 'create' ? 'CREATE_FAILED' : 'UPDATE_FAILED';
  const { cancelled } = run;
  const record =
    run.stack.resources[logicalId] ??
    unevaluatedResource(logicalId, run.operation.target?.templateBody ?? '');
  const { service } = resourceType(record.type);
  const statusReason = cancelled
    ? `Resource ${verb === 'create' ? 'creation' : 'update'} cancelled`
    : failureReason(error, service, randomUUID(), record.token);
  run.cancel();
  await run.putResource(
    { ...record, status, statusReason, timestamp: new Date().toISOString() },
    (_, operation) => {
      if (!cancelled) {
        operation.failed.push({ logicalId, verb });
      }
    },
  );
}
