type Properties = Record<string, unknown>;

export const subnetGroup = {
  Type: 'AWS::RDS::DBSubnetGroup',
  Properties: {
    DBSubnetGroupDescription: 'private',
    SubnetIds: ['subnet-1', 'subnet-2'],
  },
};

export const secret = {
  Type: 'AWS::SecretsManager::Secret',
  Properties: {
    GenerateSecretString: {
      SecretStringTemplate: '{"username":"postgres","dbname":"shop"}',
      GenerateStringKey: 'password',
      // Characters that RDS refuses in a password.
      ExcludeCharacters: '"@/ \\',
    },
  },
};

/** A cluster with a fixed identifier and its password from the secret. */
export function cluster(
  properties: Properties = {},
  attributes: Properties = {},
) {
  return {
    Type: 'AWS::RDS::DBCluster',
    ...attributes,
    Properties: {
      DBClusterIdentifier: 'shop-dev',
      Engine: 'aurora-postgresql',
      DBSubnetGroupName: { Ref: 'Group' },
      MasterUsername: 'postgres',
      MasterUserPassword: {
        'Fn::Sub':
          '{{resolve:secretsmanager:${Secret}:SecretString:password::}}',
      },
      BackupRetentionPeriod: 7,
      ...properties,
    },
  };
}

/** A small database: secret, subnet group, cluster, writer, and the secret's attachment. */
export function database(
  clusterProperties: Properties = {},
  clusterAttributes: Properties = {},
) {
  return {
    Resources: {
      Secret: secret,
      Group: subnetGroup,
      Cluster: cluster(clusterProperties, clusterAttributes),
      Writer: {
        Type: 'AWS::RDS::DBInstance',
        Properties: {
          DBClusterIdentifier: { Ref: 'Cluster' },
          DBInstanceClass: 'db.serverless',
          Engine: 'aurora-postgresql',
        },
      },
      Attachment: {
        Type: 'AWS::SecretsManager::SecretTargetAttachment',
        Properties: {
          SecretId: { Ref: 'Secret' },
          TargetId: { Ref: 'Cluster' },
          TargetType: 'AWS::RDS::DBCluster',
        },
      },
    },
    Outputs: {
      Endpoint: { Value: { 'Fn::GetAtt': ['Cluster', 'Endpoint.Address'] } },
    },
  };
}

/** Only the given resources. */
export function resources(Resources: Properties) {
  return { Resources };
}

/** A topic: the cheapest resource with a name. */
export function topic(TopicName?: string, attributes: Properties = {}) {
  return {
    Type: 'AWS::SNS::Topic',
    ...attributes,
    Properties: TopicName === undefined ? {} : { TopicName },
  };
}
