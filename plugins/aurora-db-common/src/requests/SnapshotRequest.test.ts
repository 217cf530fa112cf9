import { snapshotRequestSchema } from './SnapshotRequest';

describe('snapshotRequestSchema', () => {
  it.each([
    {},
    { label: 'before v2', release: 'v2.4.0+build.7', expiresInDays: 14 },
    { label: 'リリース前' },
    { label: 'aws migration', release: 'rds-15' },
    { label: 'awsome: it works', release: 'v2 aws:rds' },
  ])('takes %j', request => {
    expect(snapshotRequestSchema.parse(request)).toEqual(request);
  });

  it.each([
    [{ label: '' }, 'label has at least one character'],
    [{ label: 'x'.repeat(65) }, 'label has at most 64 characters'],
    [{ label: 'a\nb' }, 'label is letters'],
    [{ release: '<script>' }, 'release is letters'],
    [{ label: 'aws:backup' }, 'label does not begin with aws: or rds:'],
    [{ label: ' RDS:nightly' }, 'label does not begin with aws: or rds:'],
    [{ release: 'Aws:v2' }, 'release does not begin with aws: or rds:'],
    [{ release: 'rds:v2' }, 'release does not begin with aws: or rds:'],
    [{ expiresInDays: 0 }, 'expiresInDays is at least 1'],
    [{ expiresInDays: 1.5 }, 'expiresInDays is a whole number'],
    [{ expiresInDays: 4000 }, 'expiresInDays is at most 3650'],
    [{ wait: true }, 'wait'],
  ])('refuses %j', (request, sentence) => {
    const result = snapshotRequestSchema.safeParse(request);
    expect(result.error?.message).toContain(sentence);
  });
});
