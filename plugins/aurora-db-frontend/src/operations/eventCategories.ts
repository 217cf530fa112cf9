/**
 * The categories of RDS events that have words of their own. RDS has more, and may get others:
 * those are shown as RDS writes them.
 */
const eventCategories = [
  'availability',
  'backtrack',
  'backup',
  'configuration change',
  'creation',
  'deletion',
  'failover',
  'failure',
  'global failover',
  'low storage',
  'maintenance',
  'migration',
  'notification',
  'read replica',
  'recovery',
  'restoration',
  'security',
  'security patching',
  'serverless',
] as const;

/** One of {@link eventCategories}. */
type EventCategory = (typeof eventCategories)[number];

/** The known category, or undefined. */
export function eventCategoryOf(category: string): EventCategory | undefined {
  return eventCategories.find(known => known === category.toLowerCase());
}

/** Categories that happen on every day of a healthy database. */
const routine: readonly string[] = ['backup', 'notification'];

/** Charts mark what changes how a database behaves that exists. */
const unmarked: readonly string[] = [...routine, 'creation', 'deletion'];

/** Whether charts mark events of a category. */
export function isMarked(category: string): boolean {
  return !unmarked.includes(category.toLowerCase());
}

/** Whether events of a category would hide the others: RDS reports two backup events a day. */
export function isRoutine(category: string): boolean {
  return routine.includes(category.toLowerCase());
}
