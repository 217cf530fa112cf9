import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { readUsableConfig } from './readUsableConfig';

const { accountId, region, network } = testEnvironment('dev');
const dev: JsonObject = { profile: 'dev', accountId, region, network };

function readBeside(others: JsonObject) {
  const { environments, invalid, notConfigured } = readUsableConfig(
    new ConfigReader({ auroraDb: { environments: { dev, ...others } } }),
  );
  return {
    usable: environments.map(({ name }) => name),
    invalid: (invalid ?? []).map(({ name }) => name),
    notConfigured,
  };
}

describe('an environment of app-config', () => {
  it.each(['dev.eu', 'dev:eu', 'dev[0]', '', 'DEV', '本番', 'toString'])(
    'with the wrong name "%s" disables only itself',
    name => {
      expect(readBeside({ [name]: dev })).toEqual({
        usable: ['dev'],
        invalid: [name],
      });
    },
  );

  it.each([Infinity, NaN])(
    'with a number that JSON does not have (%p) disables only itself',
    acuHour => {
      expect(readBeside({ stg: { ...dev, profile: 'stg', acuHour } })).toEqual({
        usable: ['dev'],
        invalid: ['stg'],
      });
    },
  );

  it('leaves its short name to a later one if it cannot be used itself', () => {
    const named = { ...dev, shortName: 'x' };
    expect(
      readBeside({ one: { ...named, region: 'x' }, two: named, three: named }),
    ).toEqual({ usable: ['dev', 'two'], invalid: ['one', 'three'] });
  });
});
