import type { FleetInput } from '../fleetSchema';
import type { NamedCluster } from './namingStyles';
import type { Random } from './Random';
import { isProduction, type Purpose } from './teams';

type ClusterInput = FleetInput['databases'][number]['cluster'];

const serverless = 'db.serverless';

/** The version, capacity and instances of a cluster. */
export function shapeOf(
  purpose: Purpose,
  { instance }: NamedCluster,
  random: Random,
): Pick<
  ClusterInput,
  'engine' | 'engineVersion' | 'minCapacity' | 'maxCapacity' | 'instances'
> {
  const isMain = isProduction(purpose);
  const readers = isMain
    ? random.pick(0, 1, 1, 1, 2, 2, 3, 5, 15)
    : random.pick(0, 0, 0, 1);
  const kind = random.next();
  const classes = classesOf(kind, isMain, readers, random);
  const isScaling = classes.includes(serverless) || random.chance(0.05);
  const minCapacity = isMain
    ? random.pick(0.5, 1, 2, 4)
    : random.pick(0, 0, 0.5);
  return {
    ...engineOf(random),
    ...(isScaling && {
      minCapacity,
      maxCapacity: isMain ? random.pick(8, 16, 32, 64) : random.pick(1, 2, 4),
    }),
    instances: classes.map((name, index) => ({
      class: name,
      identifier: instance(index + 1),
      promotionTier: index === 0 ? 0 : random.integer(0, 2),
    })),
  };
}

function classesOf(
  kind: number,
  isMain: boolean,
  readers: number,
  random: Random,
): string[] {
  if (kind < 0.03) {
    return [];
  }
  const provisioned = isMain
    ? `db.${random.pick('r5', 'r6g', 'r6g', 'r7g', 'r8g')}.${random.pick('large', 'large', 'xlarge', '2xlarge', '4xlarge')}`
    : `db.${random.pick('t3', 't4g', 't4g')}.${random.pick('medium', 'medium', 'large')}`;
  const all = (name: string, others = name) => [
    name,
    ...Array.from({ length: readers }, () => others),
  ];
  if (kind < 0.45) {
    return all(serverless);
  }
  if (kind < 0.85) {
    return all(provisioned);
  }
  const mixed = all(provisioned, serverless);
  return kind < 0.95 ? mixed : mixed.reverse();
}

function engineOf(
  random: Random,
): Pick<ClusterInput, 'engine' | 'engineVersion'> {
  return random.chance(0.06)
    ? {
        engine: 'aurora-mysql',
        engineVersion: random.pick(
          '5.7.mysql_aurora.2.11.5',
          '8.0.mysql_aurora.3.08.0',
        ),
      }
    : {
        engineVersion: random.pick(
          '11.21',
          '12.17',
          '13.9',
          '13.14',
          '14.9',
          '14.12',
          '15.4',
          '15.10',
          '15.10',
          '16.4',
          '16.6',
          '16.6',
          '17.4',
        ),
      };
}
