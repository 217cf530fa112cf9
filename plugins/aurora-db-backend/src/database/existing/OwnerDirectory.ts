/** Knows which owners and systems the catalog has. */
export interface OwnerDirectory {
  /**
   * Returns the references that are in the catalog. Throws if the catalog gives no answer.
   *
   * @param refs - full entity references
   */
  filterKnown(refs: readonly string[]): Promise<ReadonlySet<string>>;
}
