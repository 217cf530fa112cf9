import { accessDifferences } from './accessDifferences';
import { databaseDifferences } from './databaseDifferences';
import { infrastructureDifferences } from './infrastructureDifferences';
import type { KnownDifference } from './KnownDifference';

/** All differences that were judged. The first one that fits counts. */
export const knownDifferences: readonly KnownDifference[] = [
  ...accessDifferences,
  ...infrastructureDifferences,
  ...databaseDifferences,
];
