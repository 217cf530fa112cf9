import { z } from 'zod';
import { describeProblems } from '../../service/describeProblems';
import type { Json } from '../template/parseTemplate';
import { validationError } from '../validationError';

const text = z.union([z.string(), z.number(), z.boolean()]);
const listSchema = z.array(z.strictObject({ Key: text, Value: text }));
const mapSchema = z.record(z.string(), text);

/** Refuses tags in another form than that of the type, which would be lost. */
export function checkTags(
  logicalId: string,
  type: string,
  tags: Json | undefined,
): void {
  const schema = type === 'AWS::SSM::Parameter' ? mapSchema : listSchema;
  const { error } = schema.optional().safeParse(tags);
  if (error) {
    throw validationError(
      `Properties validation failed for resource ${logicalId} with message:\n#/Tags: ${describeProblems(error)}`,
    );
  }
}
