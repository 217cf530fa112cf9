import {
  databaseConfigSchema,
  databaseNames,
  databaseWindows,
  environmentSettingsSchema,
  masterUsername,
  restoreOriginSchema,
  type DatabaseConfig,
  type EnvironmentName,
  type EnvironmentSettings,
  type SynthRequestInput,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { Duration, Stack, Validations } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { addAlarms } from './addAlarms';
import { addDashboard } from './addDashboard';
import { addEventSubscription } from './addEventSubscription';
import { clusterParameters } from './clusterParameters';
import { createConnectionSecret } from './createConnectionSecret';
import { createLogGroup } from './createLogGroup';
import { createMasterSecret } from './createMasterSecret';
import { createSecurityGroup } from './createSecurityGroup';
import { grantLambdaAccess } from './grantLambdaAccess';
import { instanceZones } from './instanceZones';
import { nagAcknowledgments } from './nagAcknowledgments';
import { postgresPort } from './postgresPort';
import { restoreCluster } from './restoreCluster';
import { writeDefaults } from '../synth/writeDefaults';

/** Properties of {@link DatabaseConstruct}. */
export interface DatabaseConstructProps extends Partial<EnvironmentSettings> {
  /** Form name, e.g. `goal-mandala`; every other name follows from it and the environment. */
  readonly name: string;
  readonly environment: EnvironmentName;
  /** Capacities, retention, protection. Defaults: `environmentDefaults[environment]`. */
  readonly config: DatabaseConfig;
  /** Exact, e.g. `15.17`. */
  readonly engineVersion: string;
  readonly vpc: ec2.IVpc;
  /** Private subnets in at least two availability zones; the first zone is the writer's, the second the reader's. */
  readonly subnets: ec2.ISubnet[];
  /** The only security group that may connect. */
  readonly lambdaSecurityGroup: ec2.ISecurityGroup;
  /**
   * Roles of the same account that may connect as lambda-user with an IAM token, and read the connection secret. @default none
   */
  readonly lambdaRoles?: iam.IRole[];
  /** Where alarms and RDS events go, in the same region. @default nowhere: alarms only change their state */
  readonly alarmTopic?: sns.ITopic;
  /**
   * Whether the cluster's deletion protection is on in this template. A first create runs with it off, since the rollback of a
   * failed create could not delete a protected cluster. @default config.deletionProtection
   */
  readonly protect?: boolean;
  /**
   * Where the data come from, the same in every template of this database: another value, or none, would replace the cluster.
   * @default the database begins empty
   */
  readonly restoreFrom?: SynthRequestInput['restoreFrom'];
}

/**
 * An Aurora Serverless v2 PostgreSQL cluster in private subnets of an existing VPC, complete: secrets, parameter group, log group
 * with retention, IAM authentication, alarms, dashboard.
 */
export class DatabaseConstruct extends Construct {
  public readonly cluster: rds.DatabaseCluster;
  /** Master credentials: username, password, engine, host, port, dbname; where RDS manages them, username and password alone. */
  public readonly secret: secretsmanager.ISecret;
  /** The address without a password: engine, host, readerHost, port, dbname. */
  public readonly connectionSecret: secretsmanager.Secret;
  public readonly securityGroup: ec2.SecurityGroup;
  /** The PostgreSQL database that is created with the cluster; a restored cluster has its source's. */
  public readonly databaseName: string;

  /**
   * @throws ZodError for a config that is out of bounds, or an origin of another shape; InvalidSynthRequestError for subnets of a single zone, or a role or
   * topic that this stack can't reach
   */
  constructor(scope: Construct, id: string, props: DatabaseConstructProps) {
    super(scope, id);
    const config = databaseConfigSchema.parse(props.config);
    const settings = environmentSettingsSchema.parse(props);
    const windows = databaseWindows(Stack.of(this).region, {
      backup: settings.backupWindow,
      maintenance: settings.maintenanceWindow,
    });
    const names = databaseNames(props.name, props.environment);
    const zones = instanceZones(props.subnets);
    const protect = props.protect ?? config.deletionProtection;
    const restoreFrom = restoreOriginSchema.optional().parse(props.restoreFrom);
    this.databaseName = restoreFrom?.databaseName ?? names.databaseName;
    this.securityGroup = createSecurityGroup(this, { names, ...props });
    const generatedSecret =
      settings.masterPassword === 'generated'
        ? createMasterSecret(this, {
            names,
            databaseName: this.databaseName,
            keep: config.deletionProtection,
          })
        : undefined;
    const logGroup = createLogGroup(this, { names, config });

    const [majorVersion = ''] = props.engineVersion.split('.');
    const engine = rds.DatabaseClusterEngine.auroraPostgres({
      version: rds.AuroraPostgresEngineVersion.of(
        props.engineVersion,
        majorVersion,
      ),
    });
    const instance = {
      enablePerformanceInsights: config.performanceInsights,
      ...(config.performanceInsights
        ? {
            performanceInsightRetention:
              rds.PerformanceInsightRetention.DEFAULT,
          }
        : {}),
      // The version is exact and moves only when asked: an upgrade behind the template's back would make the next deploy a downgrade.
      autoMinorVersionUpgrade: false,
      publiclyAccessible: false,
    };
    this.cluster = new rds.DatabaseCluster(this, 'Cluster', {
      clusterIdentifier: names.clusterIdentifier,
      engine,
      defaultDatabaseName: this.databaseName,
      ...(generatedSecret
        ? {
            credentials: rds.Credentials.fromSecret(
              generatedSecret,
              masterUsername,
            ),
          }
        : {
            credentials: rds.Credentials.fromUsername(masterUsername),
            manageMasterUserPassword: true,
          }),
      port: postgresPort,
      writer: rds.ClusterInstance.serverlessV2('Writer', {
        ...instance,
        availabilityZone: zones.writer,
      }),
      readers: config.multiAz
        ? [
            rds.ClusterInstance.serverlessV2('Reader', {
              ...instance,
              availabilityZone: zones.reader,
              // As large as the writer at any time: it must be able to take over.
              scaleWithWriter: true,
            }),
          ]
        : [],
      serverlessV2MinCapacity: config.minCapacity,
      serverlessV2MaxCapacity: config.maxCapacity,
      vpc: props.vpc,
      vpcSubnets: { subnets: props.subnets },
      securityGroups: [this.securityGroup],
      parameterGroup: new rds.ParameterGroup(this, 'ParameterGroup', {
        engine,
        description: `Parameters of ${names.clusterIdentifier}`,
        parameters: clusterParameters(config, settings),
      }),
      backup: {
        retention: Duration.days(config.backupRetention),
        preferredWindow: windows.backup,
      },
      preferredMaintenanceWindow: windows.maintenance,
      copyTagsToSnapshot: true,
      storageEncrypted: true,
      iamAuthentication: true,
      cloudwatchLogsExports: ['postgresql'],
      deletionProtection: protect,
      ...(config.performanceInsights
        ? {
            enablePerformanceInsights: true,
            // Seven days, which cost nothing.
            performanceInsightRetention:
              rds.PerformanceInsightRetention.DEFAULT,
            // Advanced would force 15 months. Aurora's instances take the mode from their cluster.
            databaseInsightsMode: rds.DatabaseInsightsMode.STANDARD,
          }
        : {}),
      ...(config.monitoringInterval > 0
        ? {
            monitoringInterval: Duration.seconds(config.monitoringInterval),
            enableClusterLevelEnhancedMonitoring: true,
          }
        : {}),
    });
    writeDefaults(this.cluster, { config, logGroup });
    if (restoreFrom) {
      restoreCluster(this.cluster, restoreFrom);
    }
    Validations.of(this.cluster).acknowledge(
      ...nagAcknowledgments({ config, protect, restoreFrom }),
    );

    const { cluster, databaseName } = this;
    this.secret = generatedSecret ?? managedSecretOf(cluster);
    this.connectionSecret = createConnectionSecret(this, {
      names,
      cluster,
      databaseName,
    });
    const { alarmTopic: topic, lambdaRoles: roles = [] } = props;
    const secrets = settings.masterSecretForFunctions
      ? [this.connectionSecret, this.secret]
      : [this.connectionSecret];
    grantLambdaAccess(this, { names, cluster, secrets, roles });
    if (settings.permissionsBoundaryArn) {
      iam.PermissionsBoundary.of(this).apply(
        iam.ManagedPolicy.fromManagedPolicyArn(
          this,
          'PermissionsBoundary',
          settings.permissionsBoundaryArn,
        ),
      );
    }
    addAlarms(this, { names, config, topic });
    addDashboard(this, { names, config, logGroup });
    if (topic) {
      addEventSubscription(this, { cluster, topic });
    }
  }
}

/** The secret that RDS makes for a cluster whose master password it manages. */
function managedSecretOf({
  node,
  secret,
}: rds.DatabaseCluster): secretsmanager.ISecret {
  if (!secret) {
    throw new Error(
      `${node.path} should know the secret that RDS manages: this version of aws-cdk-lib builds clusters in another way`,
    );
  }
  return secret;
}
