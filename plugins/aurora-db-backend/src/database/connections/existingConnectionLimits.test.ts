import type { ClusterInstances, LiveCluster } from '../../ports/ClusterReader';
import { testCluster } from '../../testing/databases/testCluster';
import { existingConnectionLimits } from './existingConnectionLimits';

type Instance = Partial<ClusterInstances['instances'][number]>;

const formula = 'LEAST({DBInstanceClassMemory/9531392},5000)';

/** Instances a, b, … of these classes, whose groups have these values of max_connections. */
function limits(
  instances: ReadonlyArray<[setting: string | undefined, instance: Instance]>,
  options: {
    cluster?: Partial<LiveCluster>;
    pending?: readonly string[];
    before?: Record<string, number>;
    ofCluster?: string;
  } = {},
) {
  const ids = instances.map((_, index) => String.fromCharCode(97 + index));
  const { pending = [], before = {}, ofCluster } = options;
  return existingConnectionLimits(
    testCluster('goal-mandala', 'dev', {
      capacity: undefined,
      members: ids.map((id, index) => ({
        id,
        role: index === 0 ? 'writer' : 'reader',
        pendingReboot: pending.includes(id),
      })),
      ...options.cluster,
    }),
    instances.map(([, instance], index) => ({
      id: ids[index] ?? '',
      status: 'available',
      performanceInsights: false,
      ...instance,
    })),
    {
      ofInstances: new Map(
        instances.flatMap(([setting], index): Array<[string, string]> =>
          setting === undefined ? [] : [[ids[index] ?? '', setting]],
        ),
      ),
      ...(ofCluster && { ofCluster }),
    },
    new Map(Object.entries(before)),
  ).limits;
}

const large = { instanceClass: 'db.r6g.large' };
const xlarge = { instanceClass: 'db.r6g.xlarge' };
const serverless = { instanceClass: 'db.serverless' };
const capacity = { minCapacity: 2, maxCapacity: 16 };

describe('existingConnectionLimits', () => {
  it.each<[string, ReturnType<typeof limits>, object]>([
    [
      'a number',
      limits([['500', large]]),
      { configured: 500, live: 500, pendingReboot: false },
    ],
    [
      'the default formula',
      limits([[formula, large]]),
      { configured: 1722, live: 1722, pendingReboot: false },
    ],
    [
      'the default formula of a serverless instance',
      limits([[formula, serverless]], { cluster: { capacity } }),
      { configured: 3360, live: 3360, pendingReboot: false },
    ],
    [
      'the same formula in another spelling',
      limits([['least({DBInstanceClassMemory / 9531392}, 5000)', serverless]], {
        cluster: { capacity },
      }),
      { configured: 3360, live: 3360, pendingReboot: false },
    ],
    [
      'a number for a serverless instance',
      limits([['700', serverless]], { cluster: { capacity } }),
      { configured: 700, live: 700, pendingReboot: false },
    ],
    [
      'another formula of a serverless instance, whose memory is unknown',
      limits([['{DBInstanceClassMemory/12582880}', serverless]], {
        cluster: { capacity },
      }),
      { pendingReboot: false },
    ],
    [
      'instances of different classes',
      limits([
        [formula, xlarge],
        [formula, large],
        ['300', large],
      ]),
      { configured: 300, live: 300, liveHighest: 3479, pendingReboot: false },
    ],
    [
      'a serverless reader beside a provisioned writer',
      limits(
        [
          [formula, large],
          [formula, serverless],
        ],
        { cluster: { capacity } },
      ),
      { configured: 1722, live: 1722, liveHighest: 3360, pendingReboot: false },
    ],
    [
      'a class that is not in the table',
      limits([
        [formula, large],
        [formula, { instanceClass: 'db.r99.large' }],
      ]),
      { pendingReboot: false },
    ],
    [
      'an instance whose group is unknown',
      limits([
        ['500', large],
        [undefined, large],
      ]),
      { pendingReboot: false },
    ],
    [
      'a formula that RDS knows and the portal does not',
      limits([['{log(DBInstanceClassMemory)*100}', large]]),
      { pendingReboot: false },
    ],
    [
      'a number that PostgreSQL does not accept',
      limits([['0', large]]),
      { pendingReboot: false },
    ],
    [
      'a change that waits for a reboot',
      limits([['500', large]], { pending: ['a'] }),
      { configured: 500, pendingReboot: true },
    ],
    [
      'a change that waits for a reboot, with the value from before',
      limits([['500', large]], { pending: ['a'], before: { a: 1722 } }),
      { configured: 500, live: 1722, pendingReboot: true },
    ],
    [
      'a change that waits for a reboot of one instance',
      limits(
        [
          ['500', large],
          ['500', large],
        ],
        { pending: ['b'], before: { a: 1722, b: 1722 } },
      ),
      { configured: 500, live: 500, liveHighest: 1722, pendingReboot: true },
    ],
    [
      "a change of the instance's own group that waits for a reboot",
      limits([['500', { ...large, pendingReboot: true }]]),
      { configured: 500, pendingReboot: true },
    ],
    [
      'a cluster without instances',
      limits([], { ofCluster: '400' }),
      { configured: 400, pendingReboot: false },
    ],
    [
      'a cluster without instances and the default formula',
      limits([], { ofCluster: formula }),
      { pendingReboot: false },
    ],
  ])('%s', (_, found, expected) => {
    expect(found).toEqual(expected);
  });
});
