import type {
  AuditorService,
  AuthService,
  LoggerService,
  PermissionsService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import { CachedOwners } from '../access/CachedOwners';
import { CatalogOwners } from '../access/CatalogOwners';
import { DatabaseAccess } from '../access/DatabaseAccess';
import { DatabaseGuard } from '../access/DatabaseGuard';
import { DefaultAuthorizer } from '../access/DefaultAuthorizer';
import { DelegatedEntityReader } from '../access/DelegatedEntityReader';
import { AuroraReleaseGateService } from '../backups/AuroraReleaseGateService';
import { AuroraRestoreService } from '../backups/AuroraRestoreService';
import { AuroraSnapshotService } from '../backups/AuroraSnapshotService';
import { BackgroundRestores } from '../backups/BackgroundRestores';
import { ExpiredSnapshots } from '../backups/ExpiredSnapshots';
import { RestoreClaims } from '../backups/RestoreClaims';
import { RestorePlanner } from '../backups/RestorePlanner';
import { SnapshotFollower } from '../backups/SnapshotFollower';
import { ExistingClusters } from '../database/existing/ExistingClusters';
import { IncludedClusters } from '../database/existing/IncludedClusters';
import { ClusterLocator } from '../database/ClusterLocator';
import { AuroraDeleteService } from '../deploy/deletion/AuroraDeleteService';
import { AuroraDeployService } from '../deploy/AuroraDeployService';
import { AuroraPlanService } from '../deploy/AuroraPlanService';
import { DeployGuard } from '../deploy/DeployGuard';
import { DeployPlanner } from '../deploy/DeployPlanner';
import { DeployPreparation } from '../deploy/DeployPreparation';
import { PredeploySnapshots } from '../deploy/PredeploySnapshots';
import { ProtectionCompletion } from '../deploy/ProtectionCompletion';
import { AuroraClusterService } from '../health/AuroraClusterService';
import { AuroraHealthService } from '../health/AuroraHealthService';
import { AuroraLogService } from '../log/AuroraLogService';
import { AuroraEventService } from '../operations/AuroraEventService';
import { AuroraOperationService } from '../operations/AuroraOperationService';
import { OperationNotifier } from '../operations/OperationNotifier';
import { PortalLinks } from '../operations/PortalLinks';
import { AuroraLoadService } from '../insight/AuroraLoadService';
import { LoadCauses } from '../insight/LoadCauses';
import type { EntityReader } from '../ports/EntityReader';
import type { AuroraDbConfig } from '../ports/EnvironmentConfig';
import { Telemetry } from '../ports/Telemetry';
import type { TemplateSynthesizer } from '../ports/TemplateSynthesizer';
import { createPreflight } from '../preflight/createPreflight';
import { AuroraReadinessService } from '../readiness/AuroraReadinessService';
import { NewestSnapshots } from '../readings/NewestSnapshots';
import type { SharedCache } from '../readings/SharedCache';
import { ChangeSetRunner } from '../stacks/ChangeSetRunner';
import { DatabaseProtection } from '../stacks/DatabaseProtection';
import { LeftoverPlans } from '../stacks/LeftoverPlans';
import { StackPreparation } from '../stacks/StackPreparation';
import { StackFollower } from '../stacks/StackFollower';
import type { AwsPorts } from './AwsPorts';
import { createReadings } from './createReadings';

/** The Backstage services that the backend needs. */
export interface BackstageServices {
  auditor: AuditorService;
  auth: AuthService;
  catalog: EntityReader;
  events: EventsService;
  logger: LoggerService;
  notifications: NotificationService;
  permissions: PermissionsService;
  rootConfig: RootConfigService;
}

/** Waits of the services that follow AWS. The defaults suit AWS, and tests use shorter ones. */
export interface Pace {
  /** First wait between two reads of a stack, in milliseconds. */
  firstWaitMs?: number;
  /** Maximum time until AWS shows a resource that it has just created, in milliseconds. */
  visibleWithinMs?: number;
  /** Maximum time that CloudFormation may need for a change set, in milliseconds. */
  deadlineMs?: number;
  /** The current time in epoch milliseconds. */
  now?: () => number;
}

/**
 * The object graph of the backend. The plugin and the scaffolder module pass adapters of AWS, and
 * tests pass fakes of the ports.
 * Creating it calls no API.
 *
 * @param options - `shared` is the cache that all replicas use. Without it, each replica reads AWS.
 */
export function createServices(options: {
  config: AuroraDbConfig;
  ports: AwsPorts;
  synthesizer: TemplateSynthesizer;
  backstage: BackstageServices;
  shared?: SharedCache;
  telemetry?: Telemetry;
  pace?: Pace;
}) {
  const { config, ports, synthesizer, backstage, shared, pace = {} } = options;
  const { telemetry = new Telemetry() } = options;
  const { environments, invalid } = config;
  const { auditor, auth, events, logger } = backstage;
  const { visibleWithinMs } = pace;

  const authorizer = new DefaultAuthorizer(backstage.permissions);
  const catalog = new DelegatedEntityReader(backstage.catalog, auth);
  const notifier = new OperationNotifier({
    ...backstage,
    links: new PortalLinks(backstage.rootConfig),
  });

  const reading = { shared, telemetry };
  const readings = createReadings(ports, { ...reading, logger });
  const { stacks, clusters, instances, connectionLimits, metrics } = readings;
  const { alarms, existingAlarms, operationReads, loads, eventReads } =
    readings;

  const existing = new ExistingClusters({
    clusters,
    stacks,
    included: new IncludedClusters(config),
    owners: new CachedOwners(new CatalogOwners(backstage.catalog, auth)),
  });
  const locator = new ClusterLocator({
    catalog,
    stacks,
    existing,
    environments,
    invalid,
  });
  const access = new DatabaseAccess({
    authorizer,
    locator,
    catalog,
    environments,
    logger,
  });
  const guard = new DatabaseGuard(authorizer, catalog, environments);

  const follower = new StackFollower(ports.stacks, pace);
  const runner = new ChangeSetRunner(ports.stacks, follower, {
    ...pace,
    telemetry,
  });
  const stackPreparation = new StackPreparation(ports.stacks, follower, runner);
  const protection = new DatabaseProtection({ ...ports, follower, runner });
  const writing = {
    ...ports,
    config,
    telemetry,
    follower,
    runner,
    stackPreparation,
    protection,
  };

  const preflight = createPreflight(ports, environments);
  const preparing = { ...writing, preflight, synthesizer };
  const deploying = {
    ...writing,
    preparation: new DeployPreparation(preparing),
    preflight,
    predeploy: new PredeploySnapshots(ports.snapshots),
  };
  const deployer = new AuroraDeployService(deploying);
  const planner = new DeployPlanner(deploying);
  const deployGuard = new DeployGuard({
    config,
    deployer,
    authorizer,
    guard,
    catalog,
  });

  const restores = new AuroraRestoreService({
    ...writing,
    access,
    planner: new RestorePlanner(preparing),
    claims: new RestoreClaims(ports.stacks, follower, pace),
  });

  return {
    authorizer,
    access,
    guard,
    deployGuard,
    locator,
    lookups: { stacks, clusters, instances },
    operationReads,
    notifier,
    follower,
    protection,
    preflight,
    deployer,
    planner,
    deleter: new AuroraDeleteService(writing),
    plans: new AuroraPlanService(deployGuard, planner),
    restores,
    backgroundRestores: new BackgroundRestores({
      restores,
      auditor,
      events,
      logger,
      notifier,
    }),
    completion: new ProtectionCompletion({
      ...writing,
      environments,
      notifier,
      auditor,
      logger,
    }),
    expiredSnapshots: new ExpiredSnapshots({
      ...ports,
      environments,
      auditor,
      logger,
    }),
    leftoverPlans: new LeftoverPlans({ ...ports, environments, logger }),
    snapshotFollower: new SnapshotFollower({
      snapshots: ports.snapshots,
      notifier,
      logger,
      visibleWithinMs,
    }),
    clusters: new AuroraClusterService({
      access,
      authorizer,
      locator,
      environments,
      invalid,
      clusters,
      instances,
      connectionLimits,
      metrics,
      alarms,
      existingAlarms,
      snapshots: new NewestSnapshots(ports.snapshots, reading),
      logger,
    }),
    health: new AuroraHealthService({
      access,
      clusters,
      instances,
      connectionLimits,
      metrics,
      alarms,
      existingAlarms,
      causes: new LoadCauses({ readings: loads, logger }),
    }),
    load: new AuroraLoadService({ access, clusters, readings: loads }),
    snapshots: new AuroraSnapshotService({
      access,
      clusters: ports.clusters,
      snapshots: ports.snapshots,
      onChange: environment => operationReads.invalidate(environment),
    }),
    operations: new AuroraOperationService({
      access,
      stacks,
      clusters,
      reads: operationReads,
    }),
    databaseEvents: new AuroraEventService({
      access,
      clusters,
      instances,
      reads: eventReads,
    }),
    log: new AuroraLogService({
      access,
      clusters,
      logEvents: ports.logEvents,
    }),
    readiness: new AuroraReadinessService({ authorizer, environments, ports }),
    releaseGate: new AuroraReleaseGateService({
      access,
      clusters: ports.clusters,
      snapshots: ports.snapshots,
    }),
    /** Reads an environment again after a change. */
    invalidate(environment: string) {
      for (const read of [
        stacks,
        clusters,
        instances,
        operationReads,
        eventReads,
      ]) {
        read.invalidate(environment);
      }
    },
  };
}

/** The services that {@link createServices} creates. */
export type AuroraDbServices = ReturnType<typeof createServices>;
