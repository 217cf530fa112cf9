import {
  compareEngineVersions,
  defaultEngineVersion,
  engineVersionSchema,
  exactEngineVersionSchema,
  isExactEngineVersion,
  isSupportedEngineVersion,
  offlineEngineVersion,
  offlineEngineVersionFor,
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
    ['16', true],
    ['16.1', true],
    ['16.13', true],
    ['17', true],
    ['17.3', false],
    ['17.4', true],
    ['18', false],
    ['18.1', false],
  ])('include %s: %s', (version, expected) => {
    expect(isSupportedEngineVersion(version)).toBe(expected);
  });

  it('have a description in words', () => {
    expect(supportedEngineVersions).toBe(
      'one of 15, 16, 17, or an exact version (at least 15.4, 16.1, 17.4)',
    );
  });

  it('have a parameter group family for each major version', () => {
    expect(parameterGroupFamilies).toEqual([
      'aurora-postgresql15',
      'aurora-postgresql16',
      'aurora-postgresql17',
    ]);
  });

  it('include the default and the exact version of offline syntheses', () => {
    expect(isSupportedEngineVersion(defaultEngineVersion)).toBe(true);
    expect(isSupportedEngineVersion(offlineEngineVersion)).toBe(true);
    expect(isExactEngineVersion(defaultEngineVersion)).toBe(false);
    expect(exactEngineVersionSchema.parse(offlineEngineVersion)).toBe('15.17');
  });

  it.each([
    ['15', '15.17'],
    ['16', '16.13'],
    ['17', '17.9'],
    ['16.6', '16.6'],
  ])(
    'stand for an exact version in an offline synthesis: %s',
    (asked, exact) => {
      expect(offlineEngineVersionFor(asked)).toBe(exact);
      expect(isSupportedEngineVersion(exact)).toBe(true);
    },
  );
});

describe('compareEngineVersions', () => {
  it('compares numerically', () => {
    expect(
      ['15.10', '16.2', '15.4', '15.17'].sort(compareEngineVersions),
    ).toEqual(['15.4', '15.10', '15.17', '16.2']);
  });
});
