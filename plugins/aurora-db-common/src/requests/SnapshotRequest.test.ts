import { snapshotRequestSchema } from './SnapshotRequest';

describe('snapshotRequestSchema', () => {
  it.each([
    {},
    { label: 'before v2', release: 'v2.4.0+build.7', expiresInDays: 14 },
    { label: 'リリース前' },
    { label: 'aws migration', release: 'rds-15' },
    { label: 'awsome: it works', release: 'v2 aws:rds' },
  ])('accepts %j', request => {
    expect(snapshotRequestSchema.parse(request)).toEqual(request);
  });

  it.each([
    [{ label: '' }, 'label', 'expected string to have >=1 characters'],
    [
      { label: 'x'.repeat(65) },
      'label',
      'expected string to have <=64 characters',
    ],
    [{ label: 'a\nb' }, 'label', 'expected letters'],
    [{ release: '<script>' }, 'release', 'expected letters'],
    [{ label: 'aws:backup' }, 'label', 'does not begin with aws: or rds:'],
    [{ label: ' RDS:nightly' }, 'label', 'does not begin with aws: or rds:'],
    [{ release: 'Aws:v2' }, 'release', 'does not begin with aws: or rds:'],
    [{ release: 'rds:v2' }, 'release', 'does not begin with aws: or rds:'],
    [{ expiresInDays: 0 }, 'expiresInDays', 'expected number to be >=1'],
    [{ expiresInDays: 1.5 }, 'expiresInDays', 'expected int'],
    [{ expiresInDays: 4000 }, 'expiresInDays', 'expected number to be <=3650'],
    [{ wait: true }, undefined, '"wait"'],
  ])('refuses %j', (request, field, sentence) => {
    const result = snapshotRequestSchema.safeParse(request);
    expect(result.error?.issues).toMatchObject([
      {
        path: field ? [field] : [],
        message: expect.stringContaining(sentence),
      },
    ]);
  });
});
