import {
  databaseWindows,
  masterUsername,
  type EnvironmentSettings,
  type RestoreOrigin,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { Duration, Stack, Validations } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as rds from 'aws-cdk-lib/aws-rds';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { addAlarms } from './addAlarms';
import { addDashboard } from './addDashboard';
import { addEventSubscription } from './addEventSubscription';
import { cfnClusterOf } from './cfnClusterOf';
import { clusterParameters } from './clusterParameters';
import { createConnectionSecret } from './createConnectionSecret';
import { createLogGroup } from './createLogGroup';
import { createMasterSecret } from './createMasterSecret';
import { createSecurityGroup } from './createSecurityGroup';
import type { DatabaseConstructProps } from './DatabaseConstructProps';
import { grantLambdaAccess } from './grantLambdaAccess';
import { instanceZones } from './instanceZones';
import { namesOfRequest } from './namesOfRequest';
import { nagAcknowledgments } from './nagAcknowledgments';
import { postgresPort } from './postgresPort';
import { restoreCluster } from './restoreCluster';
import { writeUnsetProperties } from './writeUnsetProperties';

/** Validated properties. Those with defaults can be absent. @public */
export interface RequestedDatabaseProps
  extends
    EnvironmentSettings,
    Omit<
      DatabaseConstructProps,
      keyof EnvironmentSettings | 'protect' | 'restoreFrom'
    > {
  readonly protect: boolean;
  readonly restoreFrom?: RestoreOrigin;
}

/**
 * The resources of a database with valid properties. `DatabaseConstruct` validates them.
 *
 * @public
 */
export class RequestedDatabase extends Construct {
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
   * @throws InvalidSynthRequestError if all subnets are in one zone, or if a role or topic is in
   *   another account or region
   */
  constructor(scope: Construct, id: string, props: RequestedDatabaseProps) {
    super(scope, id);
    const { config, protect, restoreFrom } = props;
    const windows = databaseWindows(Stack.of(this).region, {
      backup: props.backupWindow,
      maintenance: props.maintenanceWindow,
    });
    const names = namesOfRequest(props);
    const username = restoreFrom?.masterUsername ?? masterUsername;
    const zones = instanceZones(props.subnets);
    this.databaseName = restoreFrom?.databaseName ?? names.databaseName;
    this.securityGroup = createSecurityGroup(this, { names, ...props });
    const generatedSecret =
      props.masterPassword === 'generated'
        ? createMasterSecret(this, {
            names,
            username,
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
      // The version is exact and changes only on request. If AWS upgraded the cluster on its own,
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
            credentials: rds.Credentials.fromSecret(generatedSecret, username),
          }
        : {
            credentials: rds.Credentials.fromUsername(username),
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
        parameters: clusterParameters(config, props),
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
            // Mode `advanced` would require 15 months of retention. Aurora's instances use the mode
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
    // As a property of the L1, because the L2 would need a key that this stack can change.
    cfnClusterOf(this.cluster).kmsKeyId = props.kmsKeyArn;
    writeUnsetProperties(this.cluster, { config, logGroup });
    if (restoreFrom) {
      restoreCluster(this.cluster, restoreFrom, props);
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
    const secrets = props.masterSecretForFunctions
      ? [this.connectionSecret, this.secret]
      : [this.connectionSecret];
    grantLambdaAccess(this, { names, cluster, secrets, roles });
    if (props.permissionsBoundaryArn) {
      iam.PermissionsBoundary.of(this).apply(
        iam.ManagedPolicy.fromManagedPolicyArn(
          this,
          'PermissionsBoundary',
          props.permissionsBoundaryArn,
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
