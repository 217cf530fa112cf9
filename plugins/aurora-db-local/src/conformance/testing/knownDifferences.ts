/** A difference from moto that was judged. */
export interface KnownDifference {
  /** For example `kms.CreateKey` or `kms.*`. */
  operation: string;
  /** A member's path or `error`. `*` stands for any text. */
  at: string;
  /** What aurora-db-local has; any value if absent. `*` stands for any text. */
  ours?: string;
  theirs?: string;
  right: 'ours' | 'moto' | 'both' | 'unknown';
  /** A sentence: AWS's documentation, or the reason. */
  why: string;
}

export const knownDifferences: readonly KnownDifference[] = [];
