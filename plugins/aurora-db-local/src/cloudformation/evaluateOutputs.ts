import type { StackOutput } from './StackRecord';
import { evaluateIntrinsics } from './template/evaluateIntrinsics';
import type { EvaluationScope } from './template/EvaluationScope';
import type { Json } from './template/parseTemplate';
import { validationError } from './validationError';

/** The values of a template's outputs. */
export function evaluateOutputs(scope: EvaluationScope): StackOutput[] {
  return Object.entries(scope.template.Outputs).map(
    ([OutputKey, { Value, Description, Export }]) => ({
      OutputKey,
      OutputValue: scalar(evaluateIntrinsics(Value, scope), OutputKey),
      Description,
      ExportName:
        Export && scalar(evaluateIntrinsics(Export.Name, scope), OutputKey),
    }),
  );
}

function scalar(value: Json | undefined, key: string): string {
  if (value === undefined || value === null || typeof value === 'object') {
    throw validationError(
      `Template format error: The Value field of every Outputs member must evaluate to a String. Output '${key}' doesn't.`,
    );
  }
  return String(value);
}
