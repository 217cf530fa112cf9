import { z } from 'zod';
import { ignored } from '../../service/inputHandling';
import { booleanInput, listInput } from '../../service/inputs';
import { filtersOf, pageInput } from '../listing';
import { tagsInput } from '../Tag';

const described = ignored('RDS describes it. It cannot be changed.');

const parametersInput = listInput(
  z.strictObject({
    ParameterName: z.string(),
    ParameterValue: z.string().optional(),
    ApplyMethod: z.enum(['immediate', 'pending-reboot']).optional(),
    AllowedValues: described,
    ApplyType: described,
    DataType: described,
    Description: described,
    IsModifiable: described,
    MinimumEngineVersion: described,
    Source: described,
    SupportedEngineModes: described,
  }),
);

export type ParameterInputs = z.infer<typeof parametersInput>;

const sources = z
  .enum(['user', 'system', 'engine-default'], {
    error: ({ input }) =>
      `Invalid value ${String(input)} for Source. Valid values: user, system, engine-default`,
  })
  .optional();

const pagesOfGroups = { ...pageInput, Filters: filtersOf() };
const pagesOfParameters = {
  ...pageInput,
  Filters: filtersOf({ 'parameter-name': 'any' }),
};

const text = z.string();
const members = z.record(z.string(), z.unknown());

/**
 * The inputs of the operations on groups of a level.
 *
 * @param structure - as in `CreateDBClusterParameterGroup`
 */
export function parameterGroupInputs(
  structure: 'DBClusterParameterGroup' | 'DBParameterGroup',
) {
  const nameMember = `${structure}Name`;
  const [source, target, description] = [
    `Source${structure}Identifier`,
    `Target${structure}Identifier`,
    `Target${structure}Description`,
  ] as const;

  /** An input with the name of a group and other members. */
  function named<Shape extends z.ZodRawShape>(shape: Shape) {
    const others = z.object(shape);
    return z
      .strictObject({ [nameMember]: z.string(), ...shape })
      .transform(input => ({
        others: others.parse(input),
        name: text.parse(members.parse(input)[nameMember]),
      }));
  }

  return {
    create: named({
      DBParameterGroupFamily: z.string(),
      Description: z.string().min(1),
      Tags: tagsInput,
    }),
    copy: z
      .strictObject({
        [source]: z.string(),
        [target]: z.string(),
        [description]: z.string().min(1),
        Tags: tagsInput,
      })
      .transform(input => ({
        source: text.parse(input[source]),
        target: text.parse(input[target]),
        description: text.parse(input[description]),
        Tags: tagsInput.parse(input.Tags),
      })),
    delete: named({}),
    describe: z
      .strictObject({ [nameMember]: z.string().optional(), ...pagesOfGroups })
      .transform(input => ({
        others: z.object(pagesOfGroups).parse(input),
        name: text.optional().parse(members.parse(input)[nameMember]),
      })),
    modify: named({ Parameters: parametersInput }),
    reset: named({
      ResetAllParameters: booleanInput.optional(),
      Parameters: parametersInput.default([]),
    }),
    describeParameters: named({ ...pagesOfParameters, Source: sources }),
    describeDefaults: z.strictObject({
      // RDS filters only the defaults of instances.
      ...(structure === 'DBParameterGroup' ? pagesOfParameters : pagesOfGroups),
      DBParameterGroupFamily: z.string(),
    }),
  };
}
