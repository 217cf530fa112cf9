import {
  chooseEngineVersion,
  type EngineVersionQuestion,
} from './chooseEngineVersion';

const region = 'ap-northeast-1';
const creatable = [
  '15.10',
  '15.4',
  '15.17',
  '15.9',
  '16.2',
  '16.13',
  '14.12',
].map(version => ({ version, capacity: { min: 0.5, max: 128 } }));

const choose = (question: Partial<EngineVersionQuestion>) =>
  chooseEngineVersion(
    {
      configured: '15',
      region,
      capacity: { minCapacity: 0.5, maxCapacity: 2 },
      ...question,
    },
    async wanted =>
      creatable.filter(
        ({ version }) => version.split('.')[0] === wanted.split('.')[0],
      ),
  );

describe('chooseEngineVersion', () => {
  it.each([
    ['the newest 15.x, numerically', {}, '15.17'],
    ['the newest 16.x, numerically', { configured: '16' }, '16.13'],
    [
      'the newest of a requested major version',
      { configured: '15', requested: '16' },
      '16.13',
    ],
    [
      'the live version of another major version than the default, which was upgraded elsewhere',
      { live: '16.2', configured: '16' },
      '16.2',
    ],
    ['a configured pin', { configured: '15.4' }, '15.4'],
    [
      'a requested pin before the configured one',
      { configured: '15.4', requested: '15.9' },
      '15.9',
    ],
    ['the live version, though newer ones exist', { live: '15.4' }, '15.4'],
    [
      'the live version, though it can no longer be created',
      { live: '15.5' },
      '15.5',
    ],
    [
      'the live version when just 15 is asked for',
      { live: '15.9', requested: '15' },
      '15.9',
    ],
    [
      'a newer version that is asked for',
      { live: '15.4', requested: '15.10' },
      '15.10',
    ],
  ])('chooses %s', async (_, question, version) => {
    expect(await choose(question)).toEqual({
      outcome: 'chosen',
      version,
      warnings: [],
    });
  });

  it('keeps the live version and reports it if app-config pins a newer one', async () => {
    expect(await choose({ live: '15.4', configured: '15.17' })).toEqual({
      outcome: 'chosen',
      version: '15.4',
      warnings: [
        expect.objectContaining({
          text: 'The engine version stays 15.4. To upgrade, request 15.17 explicitly',
        }),
      ],
    });
  });

  it.each([
    ['15.17', '16'],
    ['15.17', '16.13'],
    ['16.2', '15'],
  ])(
    'keeps %s and reports that %s in app-config is for new databases',
    async (live, configured) => {
      expect(await choose({ live, configured })).toEqual({
        outcome: 'chosen',
        version: live,
        warnings: [
          expect.objectContaining({
            text: `The engine version stays ${live}. ${configured} in app-config is for new databases: the portal does not upgrade to another major version`,
          }),
        ],
      });
    },
  );

  it.each<[Partial<EngineVersionQuestion>, string]>([
    [
      { requested: '15.5' },
      "ap-northeast-1 can't create Aurora PostgreSQL 15.5 as serverless; it offers 15.4, 15.9, 15.10, 15.17",
    ],
    [
      { live: '15.10', requested: '15.4' },
      "The database runs 15.10, and Aurora can't go back to 15.4. Leave engineVersion out, or restore a snapshot of version 15.4 under a new name",
    ],
    [
      { live: '15.4', requested: '15.5' },
      "ap-northeast-1 can't create Aurora PostgreSQL 15.5 as serverless; it offers 15.4, 15.9, 15.10, 15.17",
    ],
    [
      { requested: '18.1' },
      'The engine version 18.1 is not supported: choose one of 15, 16, 17, or an exact version (at least 15.4, 16.1, 17.4)',
    ],
    [
      { requested: '15.3' },
      'The engine version 15.3 is not supported: choose one of 15, 16, 17, or an exact version (at least 15.4, 16.1, 17.4)',
    ],
    [
      { requested: '17' },
      "ap-northeast-1 can't create Aurora PostgreSQL 17 as serverless; it offers none of 15.4, 16.1, 17.4 or later",
    ],
    [
      { live: '15.17', requested: '16' },
      'The database runs 15.17, and the portal does not upgrade to another major version such as 16. Leave engineVersion out. To upgrade, modify the cluster in the RDS console, and deploy again: the portal keeps the version that it finds',
    ],
    [
      { live: '15.17', requested: '16.13' },
      'The database runs 15.17, and the portal does not upgrade to another major version such as 16.13. Leave engineVersion out.',
    ],
    [
      { live: '16.2', requested: '15' },
      "The database runs 16.2, and Aurora can't go back to 15. Leave engineVersion out, or restore a snapshot of version 15 under a new name",
    ],
    [
      { capacity: { minCapacity: 0, maxCapacity: 2 } },
      'Aurora PostgreSQL 15.17 in ap-northeast-1 runs with 0.5 to 128 ACU, not with 0 to 2',
    ],
  ])('refuses %j and says why', async (question, reason) => {
    expect(await choose(question)).toMatchObject({
      outcome: 'refused',
      reason: { text: expect.stringContaining(reason) },
    });
  });

  it('does not ask the region if the live version stays', async () => {
    const ask = jest.fn();
    await chooseEngineVersion(
      {
        configured: '15',
        live: '15.4',
        region,
        capacity: { minCapacity: 0.5, maxCapacity: 2 },
      },
      ask,
    );
    expect(ask).not.toHaveBeenCalled();
  });
});
