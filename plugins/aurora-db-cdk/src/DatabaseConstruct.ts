import {
  databaseNames,
  masterUsername,
  maxConnectionsFor,
  type DatabaseConfig,
  type EnvironmentName,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { CfnDeletionPolicy, Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { addAlarms } from './addAlarms';
import { addDashboard } from './addDashboard';
import { addEventSubscription } from './addEventSubscription';
import { clusterParameters } from './clusterParameters';
import { grantLambdaAccess } from './grantLambdaAccess';
import { logRetentionFor } from './logRetention';

/** 03:00 to 04:00 in Japan. Source: the reference design; RDS takes UTC. */
const backupWindow = '18:00-19:00';
/** Monday 04:30 to 05:30 in Japan: after the backup. */
const maintenanceWindow = 'sun:19:30-sun:20:30';
const postgresPort = 5432;

/** Properties of {@link DatabaseConstruct}. */
export interface DatabaseConstructProps {
  /** Form name, e.g. `goal-mandala`; every other name follows from it and the environment. */
  readonly name: string;
  readonly environment: EnvironmentName;
  readonly config: DatabaseConfig;
  /** Exact, e.g. `15.17`. */
  readonly engineVersion: string;
  readonly vpc: ec2.IVpc;
  /** Private subnets in at least two availability zones; the first zone is the writer's, the second the reader's. */
  readonly subnets: ec2.ISubnet[];
  /** The only security group that may connect. */
  readonly lambdaSecurityGroup: ec2.ISecurityGroup;
  /** Roles that may connect as lambda-user with an IAM token, and read the secret. @default none */
  readonly lambdaRoles?: iam.IRole[];
  /** Where alarms and RDS events go. @default nowhere: alarms only change their state */
  readonly alarmTopic?: sns.ITopic;
  /**
   * Whether the cluster's deletion protection is on in this template. A first create runs with it off, since the rollback of a
   * failed create could not delete a protected cluster. @default config.deletionProtection
   */
  readonly protect?: boolean;
}

/**
 * An Aurora Serverless v2 PostgreSQL cluster in private subnets of an existing VPC, complete: secret, parameter group, log group
 * with retention, IAM authentication, alarms, dashboard.
 */
export class DatabaseConstruct extends Construct {
  public readonly cluster: rds.DatabaseCluster;
  /** Master credentials: username, password, engine, host, port, dbname. */
  public readonly secret: secretsmanager.Secret;
  public readonly securityGroup: ec2.SecurityGroup;
  /** The PostgreSQL database that is created with the cluster. */
  public readonly databaseName: string;

  constructor(scope: Construct, id: string, props: DatabaseConstructProps) {
    super(scope, id);
    const { config } = props;
    const names = databaseNames(props.name, props.environment);
    this.databaseName = names.databaseName;
    // Where protection is on, deleting the stack keeps a final snapshot, and the secret whose password it needs.
    const keep = config.deletionProtection;

    this.securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc: props.vpc,
      description: `Access to ${names.clusterIdentifier}`,
      allowAllOutbound: false,
    });
    this.securityGroup.addIngressRule(
      ec2.Peer.securityGroupId(props.lambdaSecurityGroup.securityGroupId),
      ec2.Port.tcp(postgresPort),
      'PostgreSQL from Lambda functions',
    );

    this.secret = new secretsmanager.Secret(this, 'Secret', {
      description: `Master credentials of ${names.clusterIdentifier}`,
      // Changing anything here makes CloudFormation generate another password, which the cluster would never learn of.
      generateSecretString: {
        secretStringTemplate: JSON.stringify({
          username: masterUsername,
          dbname: names.databaseName,
        }),
        generateStringKey: 'password',
        passwordLength: 30,
        excludeCharacters: ' %+~`#$&*()|[]{}:;<>?!\'/@"\\',
      },
    });
    this.secret.applyRemovalPolicy(
      keep ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
    );

    const logGroup = new logs.LogGroup(this, 'LogGroup', {
      logGroupName: `/aws/rds/cluster/${names.clusterIdentifier}/postgresql`,
      retention: logRetentionFor(config.backupRetention),
      removalPolicy: RemovalPolicy.DESTROY,
    });

    const engine = rds.DatabaseClusterEngine.auroraPostgres({
      version: rds.AuroraPostgresEngineVersion.of(
        props.engineVersion,
        props.engineVersion.split('.')[0] ?? props.engineVersion,
      ),
    });
    const instance = {
      enablePerformanceInsights: config.performanceInsights,
      performanceInsightRetention: config.performanceInsights
        ? rds.PerformanceInsightRetention.DEFAULT
        : undefined,
      // The engine version is exact and ours to move: a minor upgrade behind the template's back would ask for a downgrade later.
      autoMinorVersionUpgrade: false,
      publiclyAccessible: false,
    };
    const [writerZone, readerZone] = [
      ...new Set(props.subnets.map(subnet => subnet.availabilityZone)),
    ];
    this.cluster = new rds.DatabaseCluster(this, 'Cluster', {
      clusterIdentifier: names.clusterIdentifier,
      engine,
      defaultDatabaseName: names.databaseName,
      credentials: rds.Credentials.fromSecret(this.secret, masterUsername),
      port: postgresPort,
      writer: rds.ClusterInstance.serverlessV2('Writer', {
        ...instance,
        availabilityZone: writerZone,
      }),
      readers: config.multiAz
        ? [
            rds.ClusterInstance.serverlessV2('Reader', {
              ...instance,
              availabilityZone: readerZone,
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
        parameters: clusterParameters(maxConnectionsFor(config)),
      }),
      backup: {
        retention: Duration.days(config.backupRetention),
        preferredWindow: backupWindow,
      },
      preferredMaintenanceWindow: maintenanceWindow,
      copyTagsToSnapshot: true,
      storageEncrypted: true,
      iamAuthentication: true,
      cloudwatchLogsExports: ['postgresql'],
      deletionProtection: props.protect ?? config.deletionProtection,
      ...(config.performanceInsights
        ? {
            enablePerformanceInsights: true,
            performanceInsightRetention:
              rds.PerformanceInsightRetention.DEFAULT,
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
    // RDS would make the log group itself, without retention, and it would stay behind.
    this.cluster.node.addDependency(logGroup);
    this.#keepData(keep);

    grantLambdaAccess(this, {
      cluster: this.cluster,
      secret: this.secret,
      roles: props.lambdaRoles ?? [],
    });
    addAlarms(this, {
      base: names.base,
      clusterIdentifier: names.clusterIdentifier,
      config,
      topic: props.alarmTopic,
    });
    addDashboard(this, {
      base: names.base,
      clusterIdentifier: names.clusterIdentifier,
      config,
      logGroup,
    });
    if (props.alarmTopic) {
      addEventSubscription(this, {
        cluster: this.cluster,
        topic: props.alarmTopic,
      });
    }
  }

  /** Deletion policies, explicitly: a cluster is snapshotted where it is protected, and always before it would be replaced. */
  #keepData(keep: boolean): void {
    const cluster = this.cluster.node.defaultChild;
    if (!(cluster instanceof rds.CfnDBCluster)) {
      throw new Error(
        'aws-cdk-lib changed: DatabaseCluster has no CfnDBCluster as its default child',
      );
    }
    cluster.applyRemovalPolicy(
      keep ? RemovalPolicy.SNAPSHOT : RemovalPolicy.DESTROY,
    );
    cluster.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.SNAPSHOT;
    // The instances hold no data: Aurora keeps it in the cluster volume.
    for (const child of this.cluster.node.findAll()) {
      if (child instanceof rds.CfnDBInstance) {
        child.applyRemovalPolicy(RemovalPolicy.DESTROY);
      }
    }
  }
}
