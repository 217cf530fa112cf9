import { createRequire } from 'node:module';

const requireFromLocal = createRequire(
  new URL('../../plugins/aurora-db-local/package.json', import.meta.url),
);
const { RDS } = requireFromLocal('@aws-sdk/client-rds');
const { SecretsManager } = requireFromLocal('@aws-sdk/client-secrets-manager');

/** An account of aurora-db-local, for what the portal does not offer. */
export class LocalAws {
  #url;
  #scope;
  #config;

  /**
   * @param {string} url of aurora-db-local
   * @param {{ accountId: string, region: string }} scope
   */
  constructor(url, { accountId, region }) {
    this.#url = url;
    this.#scope = { accountId, region };
    this.#config = {
      endpoint: url,
      region,
      // aurora-db-local takes the account from the access key.
      credentials: { accessKeyId: accountId, secretAccessKey: 'any' },
    };
  }

  /**
   * Creates a provisioned cluster with one instance, as another tool would, and waits until it is
   * available and restorable.
   */
  async createCluster(DBClusterIdentifier, tags) {
    const rds = new RDS(this.#config);
    const Engine = 'aurora-postgresql';
    await rds.createDBCluster({
      DBClusterIdentifier,
      Engine,
      DatabaseName: 'shop',
      MasterUsername: 'app_admin',
      MasterUserPassword: 'correct-horse-battery',
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    });
    await rds.createDBInstance({
      DBInstanceIdentifier: `${DBClusterIdentifier}-1`,
      DBClusterIdentifier,
      DBInstanceClass: 'db.t4g.medium',
      Engine,
    });
    for (;;) {
      const { DBClusters: [cluster] = [] } = await rds.describeDBClusters({
        DBClusterIdentifier,
      });
      if (cluster?.Status === 'available' && cluster.LatestRestorableTime) {
        return;
      }
      await new Promise(resolve => setTimeout(resolve, 500));
    }
  }

  /** Stops a cluster and waits until it is stopped. A stopped one stays so. */
  async stopCluster(DBClusterIdentifier) {
    const rds = new RDS(this.#config);
    for (;;) {
      const { DBClusters } = await rds.describeDBClusters({
        DBClusterIdentifier,
      });
      const status = DBClusters?.[0]?.Status;
      if (status === 'stopped') {
        return;
      }
      if (status === 'available') {
        await rds.stopDBCluster({ DBClusterIdentifier });
      }
      await new Promise(resolve => setTimeout(resolve, 500));
    }
  }

  async readSecret(SecretId) {
    const { SecretString } = await new SecretsManager(
      this.#config,
    ).getSecretValue({ SecretId });
    return JSON.parse(SecretString);
  }

  /** Imports minutes of demoHistory. */
  async importHistory(instance, minutes) {
    const response = await fetch(`${this.#url}/_aurora-local/history`, {
      method: 'POST',
      body: JSON.stringify({ ...this.#scope, instance, minutes }),
    });
    if (!response.ok) {
      throw new Error(
        `The history of ${instance} was refused: ${await response.text()}`,
      );
    }
  }
}
