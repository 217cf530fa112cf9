import { checkUpgrade, chooseEngineVersion } from './engineVersionRules';

const offered = ['15.4', '15.17', '16.2'];

describe('chooseEngineVersion', () => {
  it.each([
    ['15', '15.17'],
    ['15.4', '15.4'],
    ['16', '16.2'],
    [undefined, '15.17'],
  ])('answers %s with %s', (asked, expected) => {
    expect(chooseEngineVersion(asked, offered)).toBe(expected);
  });

  it.each(['14', '15.5', '1'])('refuses %s', asked => {
    expect(() => chooseEngineVersion(asked, offered)).toThrow(
      `Cannot find version ${asked} for aurora-postgresql`,
    );
  });
});

describe('checkUpgrade', () => {
  it.each([
    ['15.4', '15.4'],
    ['15.4', '15.17'],
  ])('allows %s to become %s', (present, wanted) => {
    expect(() => checkUpgrade(present, wanted, offered)).not.toThrow();
  });

  it.each([
    ['15.17', '15.4', 'Cannot upgrade aurora-postgresql from 15.17 to 15.4'],
    ['15.4', '15.5', 'Cannot find upgrade target from 15.4'],
    ['15.17', '16.2', 'Cannot find upgrade target from 15.17'],
  ])('refuses a change of %s to %s', (present, wanted, expected) => {
    expect(() => checkUpgrade(present, wanted, offered)).toThrow(expected);
  });
});
