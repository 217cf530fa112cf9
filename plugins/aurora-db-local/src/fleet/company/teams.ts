import type { Random } from './Random';

/** What a database is for, and who owns it. */
export interface Purpose {
  team: string;
  service: string;
  /** As this company's teams write it. */
  stage: string;
}

const services: ReadonlyArray<readonly [team: string, services: string[]]> = [
  ['payments', ['ledger', 'invoices', 'refunds', 'payouts', 'fraud-scores']],
  ['checkout', ['carts', 'orders', 'promotions', 'shipping-quotes']],
  ['catalog', ['products', 'prices', 'stock', 'reviews']],
  ['search', ['ranking', 'suggestions', 'synonyms']],
  ['identity', ['accounts', 'sessions', 'consents', 'audit-log']],
  ['logistics', ['parcels', 'routes', 'warehouses', 'carriers']],
  ['crm', ['contacts', 'campaigns', 'tickets']],
  ['analytics', ['events', 'reports', 'experiments', 'metrics-store']],
  ['platform', ['backstage', 'feature-flags', 'scheduler', 'config']],
  ['mobile', ['push', 'devices', 'app-settings']],
];
const stages: readonly (readonly string[])[] = [
  ['prod', 'staging', 'dev'],
  ['prd', 'stg', 'dev'],
  ['production', 'qa', 'sandbox'],
];

/** The purposes of a company's databases, without end: the later ones have numbers. */
export function* purposes(random: Random): Generator<Purpose, never> {
  const every = services.flatMap(([team, ofTeam], index) =>
    ofTeam.flatMap(service =>
      (stages[index % stages.length] ?? []).map(stage => ({
        team,
        service,
        stage,
      })),
    ),
  );
  for (let round = 1; ; round += 1) {
    for (const purpose of shuffled(every, random)) {
      yield round === 1
        ? purpose
        : { ...purpose, service: `${purpose.service}-${round}` };
    }
  }
}

export function isProduction({ stage }: Purpose): boolean {
  return stage.startsWith('pr');
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  return items
    .map(item => ({ item, order: random.next() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}
