import {
  compareEngineVersions,
  defaultEngineVersion,
  engineVersionSchema,
  exactEngineVersionSchema,
  isExactEngineVersion,
  isSupportedEngineVersion,
  offlineEngineVersion,
  parameterGroupFamilies,
  supportedEngineVersions,
} from './engineVersions';

describe('engineVersionSchema', () => {
  it.each(['15', '15.4', '15.17'])('accepts %s', version => {
    expect(engineVersionSchema.safeParse(version).success).toBe(true);
  });

  it.each(['', '15.', 'fifteen', '15.4.1', ' 15', '15\n'])(
    'refuses %j',
    version => {
      expect(engineVersionSchema.safeParse(version).success).toBe(false);
    },
  );
});

describe('supported engine versions', () => {
  it.each([
    ['15', true],
    ['15.4', true],
    ['15.10', true],
    ['15.3', false],
    ['14.12', false],
    ['16', false],
    ['16.2', false],
  ])('include %s: %s', (version, expected) => {
    expect(isSupportedEngineVersion(version)).toBe(expected);
  });

  it('have a description in words', () => {
    expect(supportedEngineVersions).toBe('15, or 15.4 or later');
  });

  it('have a parameter group family for each major version', () => {
    expect(parameterGroupFamilies).toEqual(['aurora-postgresql15']);
  });

  it('include the default and the exact version of offline syntheses', () => {
    expect(isSupportedEngineVersion(defaultEngineVersion)).toBe(true);
    expect(isSupportedEngineVersion(offlineEngineVersion)).toBe(true);
    expect(isExactEngineVersion(defaultEngineVersion)).toBe(false);
    expect(exactEngineVersionSchema.parse(offlineEngineVersion)).toBe('15.17');
  });
});

describe('compareEngineVersions', () => {
  it('compares numerically', () => {
    expect(
      ['15.10', '16.2', '15.4', '15.17'].sort(compareEngineVersions),
    ).toEqual(['15.4', '15.10', '15.17', '16.2']);
  });
});
