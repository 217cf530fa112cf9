import { messageTexts } from '@aurora-db/backstage-plugin-aurora-db-common';
import { createTranslationRef } from '@backstage/frontend-plugin-api';

/**
 * Every text of the plugin, in English. The backend's messages have their codes as keys.
 *
 * @public
 */
export const auroraDbTranslationRef = createTranslationRef({
  id: 'plugin.aurora-db',
  messages: {
    ...messageTexts,
    'card.title': 'Aurora database',
    'card.loading': 'Loading the health of the database',
    'card.refresh': 'Refresh',
    'card.retry': 'Try again',
    'card.updated': 'updated {{ago}}',
    'card.stale': 'Stale',
    'card.forbidden.title': 'You may not see this database',
    'card.forbidden.description':
      'It takes the permission {{permission}} on this entity. Ask the owner of the database, or whoever runs this portal.',
    'card.notFound.title': 'There is no such database',
    'card.notFound.description':
      'Its stack was deleted, or does not carry our tags in the account of this environment. The catalog follows within minutes.',
    'card.error.title': 'The health of the database could not be read',
    'card.error.stale': 'Could not be refreshed; showing what was read {{ago}}',
    'severity.ok': 'OK',
    'severity.warning': 'Warning',
    'severity.critical': 'Critical',
    'severity.unknown': 'Unknown',
    'status.available': 'available',
    'status.backing-up': 'backing up',
    'status.creating': 'being created',
    'status.deleting': 'being deleted',
    'status.failed': 'failed',
    'status.failing-over': 'failing over',
    'status.modifying': 'being modified',
    'status.paused': 'paused',
    'status.rebooting': 'rebooting',
    'status.starting': 'starting',
    'status.stopped': 'stopped',
    'status.stopping': 'stopping',
    'status.upgrading': 'being upgraded',
    'metrics.label': 'Metrics of the last hour',
    'metrics.acu': 'ACU',
    'metrics.connections': 'Connections',
    'metrics.cpu': 'CPU',
    'metrics.readLatency': 'Read latency',
    'metrics.writeLatency': 'Write latency',
    'metrics.noData': 'no data yet',
    'metrics.of': 'of {{max}}',
    'metrics.minimum': 'minimum {{min}}',
    'metrics.pendingReboot': 'pending reboot',
    'metrics.trend':
      '{{metric}} over the last hour: lowest {{lowest}}, highest {{highest}}',
    'reasons.label': 'What is the matter',
    'details.status': 'Status',
    'details.engine': 'Engine',
    'details.endpoint': 'Endpoint',
    'details.readerEndpoint': 'Reader endpoint',
    'details.port': 'Port',
    'details.members': 'Instances',
    'details.backups': 'Backups',
    'details.deletionProtection': 'Deletion protection',
    'details.restoredFrom': 'Restored from',
    'details.none': 'none yet',
    'details.on': 'on',
    'details.off': 'off',
    'member.writer': 'writer',
    'member.reader': 'reader',
    'backups.kept_one': 'kept {{count}} day',
    'backups.kept_other': 'kept {{count}} days',
    'backups.window': 'daily {{window}} UTC',
    'backups.restorable': 'restorable to {{time}}',
    'copy.label': 'Copy {{what}}',
    'copy.done': 'Copied',
    'copy.failed': 'The browser refused: select the text and copy it',
    'environments.label': 'Environment',
    'environments.loading': 'Loading the environments',
    'environments.error': 'The environments could not be read',
    'environments.none':
      'This portal has no environment configured: see auroraDb.environments in its app-config',
    'environments.capacity': '{{min}} to {{max}} ACU',
    'environments.singleAz': 'one instance',
    'environments.multiAz': 'writer and reader in two availability zones',
    'environments.protected': 'protected against deletion',
    'environments.unprotected': 'not protected against deletion',
    'environments.local': 'Local: to try things out',
    'environments.dev': 'Development',
    'environments.stg': 'Staging: as production',
    'environments.prod': 'Production',
    'capacity.min': 'Minimum capacity (ACU)',
    'capacity.max': 'Maximum capacity (ACU)',
    'capacity.chooseEnvironment': 'Choose an environment first',
    'capacity.hint':
      '{{lowest}} to {{highest}} ACU in steps of 0.5. Empty: {{standard}}, the standard of {{environment}}',
    'capacity.notANumber': 'Enter a number of ACU, for example {{standard}}',
    'capacity.outOfBounds':
      '{{value}} ACU is outside the bounds of {{environment}}: choose {{lowest}} to {{highest}}',
    'capacity.steps':
      '{{value}} ACU is between two steps of 0.5: choose {{lower}} or {{upper}}',
    'capacity.smallestMax':
      '{{value}} ACU is too small for a maximum: choose at least 1',
    'capacity.minAboveMax':
      'The minimum of {{min}} ACU is above the maximum of {{max}}: lower the minimum or raise the maximum',
    'capacity.unknownEnvironment':
      'The environment {{environment}} is not configured in this portal: choose another',
  },
});
