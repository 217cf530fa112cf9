type Transitions = Readonly<
  Record<string, readonly [category: string, message: string]>
>;

/**
 * RDS's events for the end of temporary statuses. Source: RDS user guide, "Amazon RDS event
 * categories".
 */
export const transitionEvents: Readonly<
  Record<'db-instance' | 'db-cluster', Transitions>
> = {
  'db-instance': {
    creating: ['creation', 'DB instance created'],
    rebooting: ['availability', 'DB instance restarted'],
    modifying: [
      'configuration change',
      'Finished applying modification to DB instance',
    ],
    starting: ['notification', 'DB instance started'],
    stopping: ['notification', 'DB instance stopped'],
  },
  'db-cluster': {
    creating: ['creation', 'DB cluster created'],
    modifying: [
      'configuration change',
      'Finished applying modification to DB cluster',
    ],
    'resetting-master-credentials': [
      'configuration change',
      'Reset master credentials',
    ],
    starting: ['notification', 'DB cluster started'],
    stopping: ['notification', 'DB cluster stopped'],
    upgrading: [
      'maintenance',
      'Database cluster engine version upgrade completed',
    ],
  },
};
