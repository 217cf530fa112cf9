import { instanceClassOf } from './instanceClasses';

const gib = 1_073_741_824;

describe('instanceClassOf', () => {
  // Source: Aurora user guide, "Hardware specifications for DB instance classes for Aurora".
  it.each([
    ['db.r4.large', 2, 15.25],
    ['db.r4.16xlarge', 64, 488],
    ['db.r5.24xlarge', 96, 768],
    ['db.r6g.large', 2, 16],
    ['db.r6gd.xlarge', 4, 32],
    ['db.r6i.32xlarge', 128, 1024],
    ['db.r6id.24xlarge', 96, 768],
    ['db.r7g.2xlarge', 8, 64],
    ['db.r7i.48xlarge', 192, 1536],
    ['db.r8g.12xlarge', 48, 384],
    ['db.r8gd.4xlarge', 16, 128],
    ['db.x2g.large', 2, 32],
    ['db.x2g.16xlarge', 64, 1024],
    ['db.t3.medium', 2, 4],
    ['db.t4g.large', 2, 8],
  ])('%s has %d vCPUs and %d GiB', (name, vcpus, memory) => {
    expect(instanceClassOf(name)).toMatchObject({
      vcpus,
      memory: memory * gib,
    });
  });

  // Source: Aurora user guide, "Maximum connections to an Aurora PostgreSQL DB instance".
  it.each([
    ['db.t4g.medium', 405],
    ['db.t4g.large', 844],
    ['db.t3.large', 844],
    ['db.r6g.large', 1722],
    ['db.r6g.xlarge', 3479],
    ['db.x2g.large', 3479],
  ])('%s has memory for %d connections', (name, connections) => {
    const memory = instanceClassOf(name)?.usableMemory ?? 0;
    expect(Math.floor(memory / 9_531_392)).toBe(connections);
  });

  it.each([
    'db.serverless',
    'db.r4.24xlarge',
    'db.r6g.24xlarge',
    'db.r6gd.large',
    'db.r6id.12xlarge',
    'db.r7gd.large',
    'db.r8gd.large',
    'db.t3.micro',
    'db.r99.large',
    'db.constructor.large',
    'db.t3.constructor',
    'db.r5.large.tpc1.mem2x',
    'r5.large',
    '',
  ])('does not know %p', name => {
    expect(instanceClassOf(name)).toBeUndefined();
  });
});
