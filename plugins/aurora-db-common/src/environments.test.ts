import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { databaseConfigSchema } from './config/DatabaseConfig';
import {
  defaultShortName,
  environmentDefaults,
  environmentNameSchema,
  environmentProfiles,
  environmentShortNameSchema,
  environmentTreatments,
} from './environments';

/** The rows of the README's table of environments, by their titles. */
function readmeTable(): Record<string, Record<string, string>> {
  const readme = readFileSync(join(__dirname, '../../../README.md'), 'utf8');
  const [header = [], , ...rows] =
    readme
      .slice(readme.indexOf('| local '))
      .split('\n\n')[0]
      ?.split('\n')
      .map(line => line.split('|').map(cell => cell.trim())) ?? [];
  return Object.fromEntries(
    rows.map(([, title, ...cells]) => [
      title,
      Object.fromEntries(
        environmentProfiles.map(name => [
          name,
          cells[header.indexOf(name) - header.indexOf('local')],
        ]),
      ),
    ]),
  );
}

const yesOrNo = (is: boolean) => (is ? 'yes' : 'no');

describe('environmentDefaults', () => {
  it.each(environmentProfiles)('equals the README’s table for %s', name => {
    const config = environmentDefaults[name];
    const { snapshotBeforeChange } = environmentTreatments[name];
    const column = Object.fromEntries(
      Object.entries(readmeTable()).map(([title, row]) => [title, row[name]]),
    );
    expect(column).toEqual({
      'capacity (ACU)': `${config.minCapacity} – ${config.maxCapacity}`,
      'reader in another zone': yesOrNo(config.multiAz),
      'backups kept (days)': String(config.backupRetention),
      'deletion protection': yesOrNo(config.deletionProtection),
      'Database Insights': yesOrNo(config.performanceInsights),
      'Enhanced Monitoring':
        config.monitoringInterval > 0
          ? `${config.monitoringInterval} s`
          : 'off',
      'snapshot before change': yesOrNo(snapshotBeforeChange),
    });
  });

  it.each(environmentProfiles)(
    'has a valid configuration for %s',
    environment => {
      expect(() =>
        databaseConfigSchema.parse(environmentDefaults[environment]),
      ).not.toThrow();
    },
  );
});

describe('environmentNameSchema', () => {
  it.each(['a', 'prod', 'eu-prod', 'sandbox-europe-1'])('accepts %s', name => {
    expect(environmentNameSchema.safeParse(name).success).toBe(true);
  });

  it.each([
    '',
    'Prod',
    '1prod',
    '-prod',
    'eu.prod',
    'sandbox-europe-10',
    'a\n',
  ])('refuses %j', name => {
    expect(environmentNameSchema.safeParse(name).success).toBe(false);
  });
});

describe('defaultShortName', () => {
  it('is the name, except for prod', () => {
    expect(environmentProfiles.map(defaultShortName)).toEqual([
      'local',
      'dev',
      'stg',
      'prd',
    ]);
    expect(defaultShortName('eu-prod')).toBe('eu-prod');
  });
});

describe('environmentShortNameSchema', () => {
  it.each(['p', 'prd', 'eu-prod', 'v2'])('accepts %s', name => {
    expect(environmentShortNameSchema.safeParse(name).success).toBe(true);
  });

  it.each(['', 'eu-', 'eu--prod', 'Prd', '2', 'sandbox-europe-10'])(
    'refuses %j',
    name => {
      expect(environmentShortNameSchema.safeParse(name).success).toBe(false);
    },
  );
});

describe('environmentTreatments', () => {
  it('takes a snapshot before a change only in stg and prod', () => {
    expect(
      environmentProfiles.filter(
        name => environmentTreatments[name].snapshotBeforeChange,
      ),
    ).toEqual(['stg', 'prod']);
  });

  it.each(environmentProfiles)(
    'has the price of ap-northeast-1 in %s',
    name => {
      expect(environmentTreatments[name].acuHour).toBe(0.2);
    },
  );
});
