/** The steps of a restore, in their order. */
export const restoreSteps = ['source', 'plan', 'confirm'] as const;

/** One of {@link restoreSteps}. */
export type RestoreStep = (typeof restoreSteps)[number];
