/** A difference from moto that was judged. */
export interface KnownDifference {
  /** For example `kms.CreateKey`. `*` stands for any text, `|` separates alternatives. */
  operation: string;
  /** A member's path or `error`, in the same way. */
  at: string;
  /** What aurora-db-local has, `absent` included, in the same way. */
  ours: string;
  /** What moto has. */
  theirs: string;
  /** If moto is right, aurora-db-local is corrected. */
  right: 'ours' | 'both' | 'unknown';
  /** AWS's documentation, or the reason. */
  why: string;
}

type Values = readonly [ours: string, theirs: string];

/** aurora-db-local does what AWS does. */
export function oursIsRight(
  operation: string,
  at: string,
  [ours, theirs]: Values,
  why: string,
): KnownDifference {
  return { operation, at, ours, theirs, right: 'ours', why };
}

/** AWS may answer either way. */
export function bothAreRight(
  operation: string,
  at: string,
  [ours, theirs]: Values,
  why: string,
): KnownDifference {
  return { operation, at, ours, theirs, right: 'both', why };
}

/** AWS's documentation does not decide. */
export function undecided(
  operation: string,
  at: string,
  [ours, theirs]: Values,
  why: string,
): KnownDifference {
  return { operation, at, ours, theirs, right: 'unknown', why };
}

/** A member of AWS's answer that moto does not have. */
export const onlyOurs: Values = ['*', 'absent'];
/** A member that only moto has. */
export const onlyTheirs: Values = ['absent', '*'];
