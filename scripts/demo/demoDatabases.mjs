const guests = 'group:default/guests';
const minuteMs = 60_000;

/** Configuration of the demo, as Backstage reads it from environment variables. */
export const demoVariables = {
  // The warning of orders then names its cause.
  APP_CONFIG_auroraDb_environments_local_performanceInsights: 'true',
};

/**
 * @typedef {object} Load What a database does at a time.
 * @property {number} connections
 * @property {number} cores CPU seconds per second
 */

/**
 * @typedef {object} DemoDatabase
 * @property {string} name
 * @property {string} environment
 * @property {string} owner
 * @property {string} [system]
 * @property {string[]} [releases] snapshots to take, one for each release
 * @property {boolean} [stopped]
 * @property {(at: number, startedAt: number) => Load} loadAt at a time, in milliseconds since the
 *   epoch; `startedAt` is the time of the start of the demo
 */

/**
 * The fleet of the demo, in the order in which it becomes usable.
 *
 * @type {DemoDatabase[]}
 */
export const demoDatabases = [
  {
    name: 'orders',
    environment: 'local',
    owner: guests,
    // Rises during the hour before the start, and then stays above the threshold of 70 %.
    loadAt: (at, startedAt) => {
      const sinceRise = at - startedAt + 8 * minuteMs;
      const risen = Math.min(1, Math.max(0, 1 + sinceRise / (45 * minuteMs)));
      return {
        connections: between(31, 138, risen ** 2) + 4 * wave(at, 7),
        cores: between(0.02, 0.045, risen) + 0.015 * wave(at, 9),
      };
    },
  },
  {
    name: 'goal-mandala',
    environment: 'prod',
    owner: guests,
    system: 'system:default/goal-mandala',
    releases: ['v2.4.0', 'v2.5.0'],
    loadAt: at => {
      const share = wave(at, 53) * 0.7 + wave(at, 11) * 0.3;
      return {
        connections: between(24, 58, share),
        cores: between(0.05, 0.16, share),
      };
    },
  },
  {
    name: 'payments',
    environment: 'dev',
    owner: 'group:default/payments',
    loadAt: at => ({
      connections: between(6, 19, wave(at, 31)),
      cores: between(0.01, 0.04, wave(at, 31)),
    }),
  },
  {
    name: 'reports',
    environment: 'dev',
    owner: guests,
    stopped: true,
    loadAt: at => ({
      connections: between(2, 9, wave(at, 17)),
      cores: between(0.02, 0.09, wave(at, 23)),
    }),
  },
];

/** The restore of the demo: a new database from the first snapshot of a release. */
export const demoRestore = {
  source: demoDatabases[1],
  release: 'v2.4.0',
  name: 'goal-mandala-before',
  /** @returns {Load} */
  loadAt: at => ({
    connections: between(2, 6, wave(at, 19)),
    cores: between(0.005, 0.02, wave(at, 19)),
  }),
};

/** From 0 to 1 and back in a period of minutes, with a little unevenness. */
function wave(at, minutes) {
  const turns = at / minuteMs / minutes;
  const smooth = 0.5 - 0.5 * Math.cos(2 * Math.PI * turns);
  const uneven = 0.5 - 0.5 * Math.cos(2 * Math.PI * turns * 6.3);
  return 0.9 * smooth + 0.1 * uneven;
}

function between(least, most, share) {
  return least + (most - least) * share;
}
