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
  /** Form name, e.g. `goal-mandala`. All other names follow from it and the environment. */
  readonly name: string;
  readonly environment: EnvironmentName;
  /** Capacities, retention, protection. Defaults: `environmentDefaults[environment]`. */
  readonly config: DatabaseConfig;
  /** An exact version, e.g. `15.17`. */
  readonly engineVersion: string;
  readonly vpc: ec2.IVpc;
  /**
   * Private subnets in at least two availability zones. The writer is in the first zone, the reader
   * in the second.
   */
  readonly subnets: ec2.ISubnet[];
  /** The only security group that can connect. */
  readonly lambdaSecurityGroup: ec2.ISecurityGroup;
  /**
   * Roles of the same account that can connect as lambda-user with an IAM token and read the
   * connection secret.
   *
   * @default none
   */
  readonly lambdaRoles?: iam.IRole[];
  /**
   * Topic for alarms and RDS events, in the same region.
   *
   * @default none: alarms only change their state
   */
  readonly alarmTopic?: sns.ITopic;
  /**
   * Whether this template turns on the cluster's deletion protection. The first create has it off:
   * CloudFormation could not roll back a failed create of a protected cluster.
   *
   * @default config.deletionProtection
   */
  readonly protect?: boolean;
  /**
   * The source of a restored database. It must be the same in every template of the database:
   * CloudFormation replaces the cluster if it changes or is missing.
   *
   * @default the database starts empty
   */
  readonly restoreFrom?: SynthRequestInput['restoreFrom'];
}

/**
 * An Aurora Serverless v2 PostgreSQL cluster in private subnets of an existing VPC, with secrets,
 * parameter group, log group with retention, IAM authentication, alarms and dashboard.
 */
export class DatabaseConstruct extends Construct {
  public readonly cluster: rds.DatabaseCluster;
  /**
   * Master credentials: username, password, engine, host, port, dbname. If RDS manages the
   * password: only username and password.
   */
  public readonly secret: secretsmanager.ISecret;
  /** The address without a password: engine, host, readerHost, port, dbname. */
  public readonly connectionSecret: secretsmanager.Secret;
  public readonly securityGroup: ec2.SecurityGroup;
  /**
   * The PostgreSQL database that is created with the cluster. A restored cluster has the database
   * of its source.
   */
  public readonly databaseName: string;

  /**
   * @throws ZodError if the config is out of bounds or `restoreFrom` is invalid;
   *   InvalidSynthRequestError if all subnets are in one zone, or if a role or topic is in another
   *   account or region
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
      // The version is exact and changes only on request. If AWS upgraded the cluster by itself,
      // the next deploy would be a downgrade.
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
              // The reader scales with the writer, so that it can take over at any time.
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
            // Seven days are free of charge.
            performanceInsightRetention:
              rds.PerformanceInsightRetention.DEFAULT,
            // Mode advanced would require 15 months of retention. Aurora's instances use the mode
            // of their cluster.
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

/** The secret that RDS makes if it manages the cluster's master password. */
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
