import { z } from 'zod';
import type { CloudFormationService } from '../cloudformation/createCloudFormationService';
import type { RdsService } from '../rds/createRdsService';
import { childrenOf } from '../cloudwatch/composite/CompositeRecord';
import { validateAlarm } from '../cloudwatch/operations/validateAlarm';
import {
  AwsError,
  type RequestContext,
  type ServiceCaller,
} from '../service/AwsService';
import { type FleetRequest, fleetSchema } from './fleetSchema';
import { newSimulatedCluster } from './newSimulatedCluster';

/** CloudWatch's limit of names in a DescribeAlarms call. */
const alarmsOfCall = 100;
/**
 * The age of a fleet: as long as CloudWatch keeps datapoints of a minute, so that every chart is
 * full.
 */
const ageMs = 15 * 24 * 60 * 60_000;

type Composites = FleetRequest['databases'][number]['compositeAlarms'];

const namesSchema = z.array(z.object({ AlarmName: z.string() })).default([]);
const alarmsSchema = z.object({
  MetricAlarms: namesSchema,
  CompositeAlarms: namesSchema,
});

/**
 * Simulated databases, to measure the cost of many databases. Each has a stack, a cluster with
 * instances, and metrics that are computed when a caller reads them. They have no servers. They are
 * part of the state and disappear at a reset.
 */
export class Fleet {
  readonly #rds: RdsService;
  readonly #cloudFormation: CloudFormationService;
  readonly #services: ServiceCaller;

  constructor(options: {
    rds: RdsService;
    cloudFormation: CloudFormationService;
    services: ServiceCaller;
  }) {
    this.#rds = options.rds;
    this.#cloudFormation = options.cloudFormation;
    this.#services = options.services;
  }

  /**
   * Creates all databases of a request, or none. Resolves with their number.
   *
   * @throws ZodError, or an {@link AwsError} that names what exists already
   */
  async create(request: unknown): Promise<number> {
    const fleet = fleetSchema.parse(request);
    const { accountId, region, databases } = fleet;
    const context: RequestContext = {
      accountId,
      region,
      requestId: 'fleet',
      principalArn: `arn:aws:iam::${accountId}:root`,
    };
    const alarms = databases.flatMap(database => database.alarms);
    const composites = databases.flatMap(database => database.compositeAlarms);
    alarms.forEach(alarm => validateAlarm(alarm, context));
    await this.#checkComposites(alarms, composites, context);
    const takenAlarms = await this.#takenAlarms(
      [...alarms, ...composites],
      context,
    );
    const createdAt = new Date(Date.now() - ageMs);
    const clusters = databases.map(database =>
      newSimulatedCluster(database, createdAt),
    );
    const stacks = databases.flatMap(({ stack }) => stack ?? []);
    // No other request runs between this check and the first `await` after it.
    refuseTaken({
      stacks: namesTaken(
        stacks.map(({ name }) => name),
        names => this.#cloudFormation.taken(context, names),
      ),
      clusters: namesTaken(
        clusters.map(({ identifier }) => identifier),
        names => this.#rds.fleet.takenClusters(context, names),
      ),
      alarms: takenAlarms,
      instances: namesTaken(
        clusters.flatMap(({ instances }) =>
          instances.map(({ identifier }) => identifier),
        ),
        names => this.#rds.fleet.takenInstances(context, names),
      ),
    });
    const addClusters = this.#rds.fleet.prepare(context, clusters);
    await Promise.all([
      this.#cloudFormation.addStanding(
        context,
        stacks.map(stack => ({
          stackName: stack.name,
          createdAt,
          status: stack.status,
          terminationProtection: stack.terminationProtection,
          tags: Object.entries(stack.tags).map(([Key, Value]) => ({
            Key,
            Value,
          })),
          outputs: Object.entries(stack.outputs).map(
            ([OutputKey, OutputValue]) => ({ OutputKey, OutputValue }),
          ),
        })),
      ),
      addClusters(),
      ...alarms.map(alarm =>
        this.#services.call('monitoring', 'PutMetricAlarm', alarm, context),
      ),
    ]);
    // A rule refers to alarms that exist.
    for (const composite of composites) {
      await this.#services.call(
        'monitoring',
        'PutCompositeAlarm',
        composite,
        context,
      );
    }
    return databases.length;
  }

  /** Throws if a rule is malformed, or names an alarm that does not exist before it. */
  async #checkComposites(
    alarms: readonly { AlarmName: string }[],
    composites: Composites,
    context: RequestContext,
  ): Promise<void> {
    const known = new Set(alarms.map(({ AlarmName }) => AlarmName));
    const needed = composites.map(composite => {
      const children = childrenOf(context, composite);
      const missing = children.filter(name => !known.has(name));
      known.add(composite.AlarmName);
      return { ...composite, missing };
    });
    const present = new Set(
      await this.#existing(
        needed.flatMap(({ missing }) => missing),
        context,
      ),
    );
    for (const { AlarmName, missing } of needed) {
      const unknown = missing.filter(name => !present.has(name));
      if (unknown.length > 0) {
        throw new AwsError(
          'ValidationError',
          `The rule of the composite alarm ${AlarmName} names alarms that do not exist before it: ${unknown.join(', ')}.`,
        );
      }
    }
  }

  async #takenAlarms(
    alarms: readonly { AlarmName: string }[],
    context: RequestContext,
  ): Promise<string[]> {
    const names = alarms.map(({ AlarmName }) => AlarmName);
    const found = await this.#existing(names, context);
    return namesTaken(names, () => found);
  }

  /** Those of some alarms that exist. */
  async #existing(
    names: readonly string[],
    context: RequestContext,
  ): Promise<string[]> {
    const found: string[] = [];
    for (let start = 0; start < names.length; start += alarmsOfCall) {
      const answer = await this.#services.call(
        'monitoring',
        'DescribeAlarms',
        {
          AlarmNames: names.slice(start, start + alarmsOfCall),
          AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
          MaxRecords: alarmsOfCall,
        },
        context,
      );
      const { MetricAlarms, CompositeAlarms } = alarmsSchema.parse(answer);
      found.push(
        ...[...MetricAlarms, ...CompositeAlarms].map(
          ({ AlarmName }) => AlarmName,
        ),
      );
    }
    return found;
  }
}

/** The names that are in use or occur twice in the request. */
function namesTaken(
  names: readonly string[],
  taken: (names: readonly string[]) => string[],
): string[] {
  const once = new Set<string>();
  const twice = names.filter(name => once.has(name) || !once.add(name));
  return [...new Set([...taken([...once]), ...twice])];
}

function refuseTaken(taken: Readonly<Record<string, readonly string[]>>): void {
  const complaints = Object.entries(taken).flatMap(([kind, names]) =>
    names.length > 0 ? [`${kind} ${names.slice(0, 10).join(', ')}`] : [],
  );
  if (complaints.length > 0) {
    throw new AwsError(
      'AlreadyExists',
      `In use, or twice in the request: ${complaints.join('; ')}. Nothing was created. Choose other names.`,
      409,
    );
  }
}
