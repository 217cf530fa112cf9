import { z } from 'zod';
import { defineOperation } from '../../service/defineOperation';
import { integerInput, listInput, timestampInput } from '../../service/inputs';
import type { Operation } from '../../service/AwsService';
import { filtersOf, page, pageInput } from '../listing';
import { invalidCombination, invalidValue } from '../rdsFaults';
import type { RdsContext } from '../RdsContext';
import { eventCategories } from './eventCategories';
import { describeEvent } from './RdsEvent';

const sourceTypes = [...Object.keys(eventCategories), 'db-shard-group'];

/** RDS keeps events for 14 days. */
const longestMinutes = 14 * 24 * 60;

const sourceType = z.enum(sourceTypes).optional();

const inputs = {
  DescribeEvents: z.strictObject({
    ...pageInput,
    Filters: filtersOf(),
    Duration: integerInput
      .transform(minutes => {
        if (minutes < 1 || minutes > longestMinutes) {
          throw invalidValue(
            `Invalid Duration ${minutes}. Must be between 1 and ${longestMinutes} minutes.`,
          );
        }
        return minutes;
      })
      .default(60),
    StartTime: timestampInput.optional(),
    EndTime: timestampInput.optional(),
    EventCategories: listInput(z.string()).default([]),
    SourceIdentifier: z.string().optional(),
    SourceType: sourceType,
  }),
  DescribeEventCategories: z.strictObject({
    Filters: filtersOf(),
    SourceType: sourceType,
  }),
};

/** Operations on events. */
export function eventOperations({
  events,
}: RdsContext): Record<string, Operation> {
  return {
    DescribeEvents: defineOperation(
      inputs.DescribeEvents,
      async (input, context) => {
        const end = input.EndTime ?? new Date();
        const start =
          input.StartTime ?? new Date(end.getTime() - input.Duration * 60_000);
        if (start > end) {
          throw invalidCombination(
            `StartTime ${start.toISOString()} must be before EndTime ${end.toISOString()}.`,
          );
        }
        if (
          input.SourceIdentifier !== undefined &&
          input.SourceType === undefined
        ) {
          throw invalidCombination(
            'If SourceIdentifier is supplied, SourceType must also be provided.',
          );
        }
        const source = input.SourceIdentifier?.toLocaleLowerCase('en-US');
        const matching = events
          .list(context)
          .filter(
            event =>
              event.at >= start &&
              event.at <= end &&
              (input.SourceType === undefined ||
                event.sourceType === input.SourceType) &&
              [undefined, event.sourceIdentifier].includes(source) &&
              (input.EventCategories.length === 0 ||
                event.categories.some(category =>
                  input.EventCategories.includes(category),
                )),
          );
        return page('Events', matching, input, describeEvent);
      },
    ),

    DescribeEventCategories: defineOperation(
      inputs.DescribeEventCategories,
      async input => ({
        EventCategoriesMapList: Object.entries(eventCategories)
          .filter(([type]) => [undefined, type].includes(input.SourceType))
          .map(([SourceType, EventCategories]) => ({
            SourceType,
            EventCategories,
          })),
      }),
    ),
  };
}
