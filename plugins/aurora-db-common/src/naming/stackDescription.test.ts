import {
  restoredFromOfDescription,
  stackDescription,
} from './stackDescription';

describe('stackDescription', () => {
  it('names the source of a restored database, and reads it back', () => {
    const source = 'resource:default/goal-mandala-prd';
    const description = stackDescription('goal-mandala-r1', 'prod', source);
    expect(description).toBe(
      `Aurora PostgreSQL database goal-mandala-r1 in prod, restored from ${source}`,
    );
    expect(restoredFromOfDescription(description)).toBe(source);
  });

  it.each([
    stackDescription('goal-mandala', 'prod'),
    'Somebody’s stack, restored from memory',
    '',
  ])('reads no source from “%s”', description => {
    expect(restoredFromOfDescription(description)).toBeUndefined();
  });
});
