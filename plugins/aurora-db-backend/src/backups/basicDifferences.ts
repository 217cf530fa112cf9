import {
  createMessage,
  lambdaDatabaseUser,
  masterUsername,
  type MessageCode,
  type MessageParams,
  type PlanDifference,
  type planDifferenceAspects,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { ExistingRestore } from './ExistingRestore';

/** The port of the portal's databases. */
const portalPort = 5432;

/**
 * Returns the differences in version, secret, network, backups and other settings between a
 * restored database and a source that the portal did not create.
 */
export function basicDifferences(restore: ExistingRestore): PlanDifference[] {
  const { source, live, config, engineVersion, kmsKeyArn, origin } = restore;
  const { environment } = source;
  const differences: PlanDifference[] = [];
  const add = (
    aspect: (typeof planDifferenceAspects)[number],
    code: MessageCode,
    params: MessageParams = {},
  ) => differences.push({ aspect, message: createMessage(code, params) });

  if (!isOfVersion(engineVersion, environment.engineVersion)) {
    add('version', 'difference.versionOfEnvironment', {
      engineVersion,
      configured: environment.engineVersion,
      environment: environment.name,
    });
  }
  if (engineVersion !== live.engineVersion) {
    add('version', 'difference.versionOfSnapshot', {
      engineVersion,
      live: live.engineVersion,
    });
  }
  add('secret', 'difference.secret', {
    username: origin.masterUsername ?? masterUsername,
  });
  add('network', 'difference.network', { environment: environment.name });
  if (live.port !== undefined && live.port !== portalPort) {
    add('network', 'difference.port', {
      // As texts: a port has no separators of thousands.
      port: String(live.port),
      own: String(portalPort),
    });
  }
  if (live.backup.retentionDays !== config.backupRetention) {
    add('backup', 'difference.backupRetention', {
      days: live.backup.retentionDays,
      own: config.backupRetention,
    });
  }
  if (live.backup.window && live.backup.window !== environment.backupWindow) {
    add('backup', 'difference.backupWindow', {
      window: live.backup.window,
      own: environment.backupWindow,
    });
  }
  if (live.deletionProtection !== config.deletionProtection) {
    add(
      'other',
      config.deletionProtection
        ? 'difference.deletionProtectionOn'
        : 'difference.deletionProtectionOff',
    );
  }
  if (!live.iamAuthentication) {
    add('other', 'difference.iamAuthentication');
  }
  add('other', 'difference.functionUser', { user: lambdaDatabaseUser });
  if (!restore.isEncrypted) {
    add('other', 'difference.encrypted', {
      own: environment.kmsKeyArn ?? createMessage('plan.keyOfAws'),
    });
  } else if (environment.kmsKeyArn && environment.kmsKeyArn !== kmsKeyArn) {
    add('other', 'difference.key', {
      key: kmsKeyArn ?? createMessage('plan.keyOfAws'),
      own: environment.kmsKeyArn,
    });
  }
  if (live.globalClusterIdentifier) {
    add('other', 'difference.global', { global: live.globalClusterIdentifier });
  }
  const tags = Object.keys(live.tags).filter(key => !key.startsWith('aws:'));
  if (tags.length > 0) {
    add('other', 'difference.tags', { tags: tags.sort().join(', ') });
  }
  return differences;
}

/** @param configured - a major or an exact version */
function isOfVersion(version: string, configured: string): boolean {
  return version === configured || version.startsWith(`${configured}.`);
}
