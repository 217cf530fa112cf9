import { instanceResources } from './instanceResources';
import { maxConnectionsFor } from './maxConnectionsFor';

describe('max_connections of db.serverless', () => {
  // Source: Aurora user guide, "Maximum connections for Aurora Serverless v2".
  it.each([
    [1, 189],
    [4, 823],
    [8, 1669],
    [16, 3360],
    [32, 5000],
    [128, 5000],
  ])('with a maximum of %d ACU is %d', (capacity, connections) => {
    const { memory } = instanceResources('db.serverless', capacity);
    expect(maxConnectionsFor({ memory, minCapacity: 1 })).toBe(connections);
  });

  it('is 2,000 at most with a minimum of half an ACU', () => {
    const { memory } = instanceResources('db.serverless', 128);
    expect(maxConnectionsFor({ memory, minCapacity: 0.5 })).toBe(2000);
  });
});

describe('an instance class', () => {
  it.each([
    ['db.t4g.medium', 4, 2],
    ['db.r6g.large', 16, 2],
    ['db.r6g.4xlarge', 128, 16],
    ['db.x2g.xlarge', 64, 4],
  ])('%s has somewhat less than %d GiB of memory', (name, gib, vcpus) => {
    const resources = instanceResources(name, 1);
    expect(resources.vcpus).toBe(vcpus);
    expect(resources.memory / 1024 ** 3).toBeLessThan(gib);
    expect(resources.memory / 1024 ** 3).toBeGreaterThan(gib * 0.85);
  });
});
