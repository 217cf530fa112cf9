import {
  chooseEngineVersion,
  type EngineVersionQuestion,
} from './chooseEngineVersion';

const region = 'ap-northeast-1';
const creatable = ['15.10', '15.4', '15.17', '15.9', '16.2', '14.12'].map(
  version => ({ version, capacity: { min: 0.5, max: 128 } }),
);

const choose = (question: Partial<EngineVersionQuestion>) =>
  chooseEngineVersion(
    {
      configured: '15',
      region,
      capacity: { minCapacity: 0.5, maxCapacity: 2 },
      ...question,
    },
    async () => creatable,
  );

describe('chooseEngineVersion', () => {
  it.each([
    ['the newest 15.x, numerically', {}, '15.17'],
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
      { requested: '16.2' },
      'The engine version 16.2 is not supported: choose 15, or 15.4 or later',
    ],
    [
      { requested: '15.3' },
      'The engine version 15.3 is not supported: choose 15, or 15.4 or later',
    ],
    [
      { capacity: { minCapacity: 0, maxCapacity: 2 } },
      'Aurora PostgreSQL 15.17 in ap-northeast-1 runs with 0.5 to 128 ACU, not with 0 to 2',
    ],
  ])('refuses %j and says why', async (question, reason) => {
    expect(await choose(question)).toMatchObject({
      outcome: 'refused',
      reason: { text: reason },
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
