import { rm } from 'node:fs/promises';
import { type AuroraLocal, createAuroraLocal } from '@aurora-db/local';
import {
  type HealthFaultRow,
  healthFaultGroups,
  healthFaultRows,
  healthFaults,
} from '../testing/faults/healthFaultRows';
import { makeStateDirectory } from '../testing/servers/makeStateDirectory';
import {
  databaseIn,
  startHealthPortal,
} from '../testing/servers/startHealthPortal';
import { until } from '../testing/servers/until';
import { setClock } from '../testing/services/sharedCaches';

type Portal = Awaited<ReturnType<typeof startHealthPortal>>;
type Sight = Awaited<ReturnType<Portal['look']>>;

const minuteMs = 60_000;
const pass = (minutes: number) =>
  jest.setSystemTime(Date.now() + minutes * minuteMs);

describe('the health of a database', () => {
  let directory: string;
  let local: AuroraLocal;
  const portals: Portal[] = [];
  /** Portals that read nothing before the trouble. */
  const newcomers: Portal[] = [];
  /** What the viewers of {@link newcomers} see at the moment of the known portals' viewers. */
  let newcomerSights: Sight[] = [];

  const admin = async (method: string, route: string, body?: object) => {
    const response = await fetch(`${local.url}/_aurora-local/${route}`, {
      method,
      body: JSON.stringify(body),
    });
    expect(response.ok).toBe(true);
  };
  const startPortals = () =>
    Promise.all(
      healthFaultGroups.map(group => startHealthPortal(local.url, group)),
    );
  /** Returns what the viewers of each row's database see, in the order of the portals and rows. */
  const lookAll = async (all: Portal[]) => {
    const sights: Array<Promise<Sight>> = [];
    for (const { rows, look } of all) {
      const looks = rows.map(look);
      sights.push(...looks);
      // One portal after another: a viewer who waits for 8 s reads another reason. A slow answer is
      // never in time, so nothing waits for it here.
      await Promise.all(
        looks.filter((_, index) => rows[index]?.trouble !== 'slow'),
      );
    }
    return Promise.all(sights);
  };
  /** Returns what the viewers of both kinds of portals see. */
  const lookAtBoth = async () => {
    const all = await lookAll([...portals, ...newcomers]);
    return [
      all.slice(0, healthFaultRows.length),
      all.slice(healthFaultRows.length),
    ];
  };

  beforeAll(async () => {
    setClock('2026-11-23T12:00:30Z');
    // Jitter at its least: retries follow at once, and no pause outlasts the minutes that pass.
    jest.spyOn(Math, 'random').mockReturnValue(0);
    directory = await makeStateDirectory();
    local = await createAuroraLocal({ stateDirectory: directory });
    for (const row of healthFaultRows) {
      await admin('POST', 'fleet', databaseIn(row));
    }
    portals.push(...(await startPortals()));
    newcomers.push(...(await startPortals()));
  }, 180_000);

  afterAll(async () => {
    await Promise.all([...portals, ...newcomers].map(one => one.stop()));
    await local?.stop();
    await rm(directory, { recursive: true, force: true });
    jest.restoreAllMocks();
    jest.useRealTimers();
  }, 180_000);

  const fine = { told: 'ok', status: 'available', details: 200 };
  /** What was known stays. */
  const known = ({ details }: HealthFaultRow) => ({
    details,
    status: 'available',
    maxConnections: 3360,
    hasConnections: true,
    points: 60,
  });

  // All rows live through the same minutes at once, because a slow answer takes its time.
  describe.each<{
    moment: string;
    look: () => Promise<Sight[]>;
    expected: (row: HealthFaultRow) => Partial<Sight>;
  }>([
    {
      moment: 'before the trouble',
      look: () => lookAll(portals),
      expected: () => fine,
    },
    {
      moment: 'two minutes into the trouble',
      look: async () => {
        await admin(
          'POST',
          'faults',
          healthFaultRows.map(({ accountId, operation, trouble }) => ({
            accountId,
            operation,
            ...healthFaults[trouble],
          })),
        );
        pass(2);
        return lookAll(portals);
      },
      expected: row => ({ ...known(row), told: row.soon }),
    },
    {
      moment: 'six minutes into the trouble',
      look: async () => {
        pass(4);
        const [sights = [], newcomersSee = []] = await lookAtBoth();
        newcomerSights = newcomersSee;
        return sights;
      },
      expected: row => ({ ...known(row), told: row.later }),
    },
    {
      moment:
        'six minutes into the trouble, if the portal had not read it before',
      look: async () => newcomerSights,
      expected: ({ newcomer }) => ({
        told: newcomer,
        hasConnections: !newcomer.startsWith('unknown'),
      }),
    },
    {
      moment: 'after the trouble',
      look: async () => {
        await admin('DELETE', 'faults');
        const [sights = [], newcomersSee = []] = await until(
          async () => {
            pass(2);
            return lookAtBoth();
          },
          all =>
            all
              .flat()
              .every(
                ({ told: text, details }) => text === 'ok' && details === 200,
              ),
          // Within an hour of this clock.
          3_600,
        );
        newcomerSights = newcomersSee;
        return sights;
      },
      expected: () => fine,
    },
    {
      moment: 'after the trouble, if the portal had not read it before',
      look: async () => newcomerSights,
      expected: () => fine,
    },
  ])('$moment', ({ look, expected }) => {
    let sights: Sight[] = [];
    beforeAll(async () => {
      sights = await look();
    }, 240_000);

    it.each(healthFaultRows)('is right if $operation is $trouble', row => {
      expect(sights[row.index]).toMatchObject(expected(row));
    });
  });
});
