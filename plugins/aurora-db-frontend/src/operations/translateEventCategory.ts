import { eventCategoryOf } from './eventCategories';
import type { TranslateEvent } from './eventsTranslationRef';

/** The category of an event in words. An unknown one stays as RDS writes it. */
export function translateEventCategory(
  category: string,
  tEvent: TranslateEvent,
): string {
  const known = eventCategoryOf(category);
  return known ? tEvent(`events.category.${known}`) : category;
}
