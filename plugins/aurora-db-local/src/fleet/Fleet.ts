import { z } from 'zod';
import type { CloudFormationService } from '../cloudformation/createCloudFormationService';
import type { RdsService } from '../rds/createRdsService';
import { metricAlarmInput } from '../cloudwatch/operations/alarmInputs';
import { validateAlarm } from '../cloudwatch/operations/validateAlarm';
import {
  AwsError,
  type RequestContext,
  type ServiceCaller,
} from '../service/AwsService';

const maxDatabases = 2_000;
/** CloudWatch's limit of names in a DescribeAlarms call. */
const alarmsOfCall = 100;
/**
 * The age of a fleet: as long as CloudWatch keeps datapoints of a minute, so that every chart is
 * full.
 */
const ageMs = 15 * 24 * 60 * 60_000;

const databaseSchema = z.strictObject({
  stack: z.strictObject({
    name: z
      .string()
      .regex(
        /^[a-zA-Z][-a-zA-Z0-9]{0,127}$/,
        'must begin with a letter and contain at most 128 letters, digits and hyphens',
      ),
    tags: z
      .record(z.string().min(1).max(128), z.string().max(256))
      .refine(
        tags => Object.keys(tags).length <= 50,
        'contains more than 50 tags',
      )
      .default({}),
    outputs: z.record(z.string().min(1), z.string()).default({}),
    /** `UPDATE_IN_PROGRESS` is for a deploy that never ends. */
    status: z
      .enum(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_IN_PROGRESS'])
      .default('CREATE_COMPLETE'),
    terminationProtection: z.boolean().default(false),
  }),
  cluster: z
    .strictObject({
      identifier: z
        .string()
        .max(59, 'is longer than 59 characters')
        .regex(
          /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
          'must begin with a letter, contain only lowercase letters, digits and single hyphens, and not end with a hyphen',
        ),
      /** In ACU. */
      minCapacity: z.number().min(0.5).max(256).multipleOf(0.5),
      maxCapacity: z.number().min(1).max(256).multipleOf(0.5),
      maxConnections: z.int().min(1).max(262_143),
      readers: z.int().min(0).max(15).default(0),
      /** The share of the capacity and of the connections that is in use. */
      load: z.number().min(0).max(1).default(0.3),
      performanceInsights: z.boolean().default(false),
    })
    .refine(({ minCapacity, maxCapacity }) => minCapacity <= maxCapacity, {
      path: ['minCapacity'],
      message: 'is greater than maxCapacity',
    }),
  /** The input of PutMetricAlarm. */
  alarms: z.array(metricAlarmInput).default([]),
});

const fleetSchema = z.strictObject({
  accountId: z.string().regex(/^\d{12}$/, 'must be twelve digits'),
  region: z
    .string()
    .regex(
      /^[a-z]{2}(-[a-z]+)+-\d$/,
      'must be a region such as ap-northeast-1',
    ),
  databases: z.array(databaseSchema).min(1).max(maxDatabases),
});

type FleetRequest = z.infer<typeof fleetSchema>;

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
    databases
      .flatMap(({ alarms }) => alarms)
      .forEach(alarm => validateAlarm(alarm, context));
    const takenAlarms = await this.#takenAlarms(fleet, context);
    // No other request runs between this check and the first `await` after it.
    refuseTaken({
      stacks: namesTaken(
        databases.map(({ stack }) => stack.name),
        names => this.#cloudFormation.taken(context, names),
      ),
      clusters: namesTaken(
        databases.map(({ cluster }) => cluster.identifier),
        names => this.#rds.taken(context, names),
      ),
      alarms: takenAlarms,
    });
    const createdAt = new Date(Date.now() - ageMs);
    await Promise.all([
      this.#cloudFormation.addStanding(
        context,
        databases.map(({ stack }) => ({
          stackName: stack.name,
          createdAt,
          status: stack.status,
          terminationProtection: stack.terminationProtection,
          tags: tagsOf(stack),
          outputs: Object.entries(stack.outputs).map(
            ([OutputKey, OutputValue]) => ({ OutputKey, OutputValue }),
          ),
        })),
      ),
      this.#rds.simulate(
        context,
        databases.map(({ stack, cluster }) => ({
          ...cluster,
          createdAt,
          tags: tagsOf(stack),
        })),
      ),
      ...databases
        .flatMap(database => database.alarms)
        .map(alarm =>
          this.#services.call('monitoring', 'PutMetricAlarm', alarm, context),
        ),
    ]);
    return databases.length;
  }

  async #takenAlarms(
    { databases }: FleetRequest,
    context: RequestContext,
  ): Promise<string[]> {
    const names = databases.flatMap(({ alarms }) =>
      alarms.map(({ AlarmName }) => AlarmName),
    );
    const found: string[] = [];
    for (let start = 0; start < names.length; start += alarmsOfCall) {
      const answer = await this.#services.call(
        'monitoring',
        'DescribeAlarms',
        {
          AlarmNames: names.slice(start, start + alarmsOfCall),
          MaxRecords: alarmsOfCall,
        },
        context,
      );
      found.push(
        ...z
          .array(z.object({ AlarmName: z.string() }))
          .parse(answer.MetricAlarms)
          .map(({ AlarmName }) => AlarmName),
      );
    }
    return namesTaken(names, () => found);
  }
}

function tagsOf({ tags }: FleetRequest['databases'][number]['stack']) {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
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
