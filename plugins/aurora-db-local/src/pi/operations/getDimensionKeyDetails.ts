import type { Operation } from '../../service/AwsService';
import { defineOperation } from '../../service/defineOperation';
import type { Insights } from '../Insights';
import { invalidArgument } from '../piErrors';
import { piInputs } from '../piInputs';
import { checkServiceType } from './requests';

const dimension = 'db.sql.statement';

/** GetDimensionKeyDetails: statements as clients sent them, without Performance Insights' limit. */
export function getDimensionKeyDetails(insights: Insights): Operation {
  return defineOperation(
    piInputs.GetDimensionKeyDetails,
    async (input, scope) => {
      checkServiceType(input);
      const instance = insights.instance(scope, input.Identifier);
      if (input.Group !== 'db.sql') {
        throw invalidArgument(
          `The dimension group ${input.Group} is not valid. aurora-db-local has details of db.sql only.`,
        );
      }
      const unknown = input.RequestedDimensions?.find(
        name => name !== dimension && name !== 'statement',
      );
      if (unknown !== undefined) {
        throw invalidArgument(
          `The dimension ${unknown} is not valid. db.sql has details of ${dimension} only.`,
        );
      }
      const text = await insights.findText(instance, input.GroupIdentifier);
      if (text === undefined) {
        throw invalidArgument(
          `No statement has the db.sql.id ${input.GroupIdentifier}. DescribeDimensionKeys with GroupBy db.sql lists the ids.`,
        );
      }
      return {
        Dimensions: [
          { Dimension: dimension, Value: text, Status: 'AVAILABLE' },
        ],
      };
    },
  );
}
