import fc from 'fast-check';
import { databaseNamePattern } from '../requests/DeployRequest';
import { environmentShortNameSchema } from '../environments';
import {
  databaseNames,
  longestDatabaseName,
  restoredDatabaseName,
  snapshotIdentifier,
} from './names';

const at = new Date('2026-11-23T02:31:05.123Z');

const databaseName = fc
  .stringMatching(new RegExp(databaseNamePattern))
  .filter(name => name.length >= 3 && name.length <= 40);

const prod = { shortName: 'prd' };
const shortName = fc
  .stringMatching(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
  .filter(text => environmentShortNameSchema.safeParse(text).success)
  .map(text => ({ shortName: text }));

describe('names', () => {
  it('derives every name of goal-mandala in prod from its form name', () => {
    expect(databaseNames('goal-mandala', prod)).toEqual({
      base: 'goal-mandala-prd',
      stackName: 'goal-mandala-prd-database',
      clusterIdentifier: 'goal-mandala-prd-aurora-cluster',
      entityRef: 'resource:default/goal-mandala-prd',
      databaseName: 'goalmandalamain',
    });
  });

  it('keeps every name within the limits of RDS, CloudFormation and the catalog', () => {
    fc.assert(
      fc.property(databaseName, shortName, (longName, environment) => {
        const name = longName
          .slice(0, longestDatabaseName(environment))
          .replace(/-$/, '');
        const names = databaseNames(name, environment);
        expect(names.clusterIdentifier.length).toBeLessThanOrEqual(63);
        expect(names.base.length).toBeLessThanOrEqual(63);
        expect(names.stackName).toMatch(/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/);
        expect(names.databaseName).toMatch(/^[a-z][a-z0-9]{0,62}$/);
      }),
    );
  });

  it.each([
    ['local', 40],
    ['eu-prod', 40],
    ['eu-prod1', 39],
    ['sandbox-europe-1', 31],
  ])('let a name in %s have %i characters', (text, length) => {
    expect(longestDatabaseName({ shortName: text })).toBe(length);
  });

  it.each([
    [undefined, 'goal-mandala-prd-manual-20261123023105'],
    ['predeploy', 'goal-mandala-prd-predeploy-20261123023105'],
    [
      'Release 2.4.0 (hotfix)',
      'goal-mandala-prd-release-2-4-0-ho-20261123023105',
    ],
    ['v1.2.3-rc.1----', 'goal-mandala-prd-v1-2-3-rc-1-20261123023105'],
    ['リリース前', 'goal-mandala-prd-manual-20261123023105'],
  ])('names a snapshot labelled %s %s', (label, id) => {
    expect(snapshotIdentifier('goal-mandala-prd', at, label)).toBe(id);
  });

  it('makes snapshot identifiers that RDS accepts from any name and label', () => {
    fc.assert(
      fc.property(databaseName, fc.string(), (name, label) => {
        const id = snapshotIdentifier(
          databaseNames(name, { shortName: 'local' }).base,
          at,
          label,
        );
        expect(id).toMatch(/^[a-z](-?[a-z0-9])*$/);
        expect(id.length).toBeLessThanOrEqual(63);
      }),
    );
  });

  it('names a restored database after its source and the time, as a valid form name', () => {
    expect(restoredDatabaseName('goal-mandala', at, prod)).toBe(
      'goal-mandala-r261123023105',
    );
    fc.assert(
      fc.property(databaseName, shortName, (name, environment) => {
        const restored = restoredDatabaseName(name, at, environment);
        expect(restored).toMatch(new RegExp(databaseNamePattern));
        expect(restored.length).toBeLessThanOrEqual(
          longestDatabaseName(environment),
        );
      }),
    );
  });
});
