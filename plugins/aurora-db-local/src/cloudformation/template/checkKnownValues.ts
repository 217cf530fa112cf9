import { evaluateOutputs } from '../evaluateOutputs';
import type { StackOutput } from '../StackRecord';
import { validationError } from '../validationError';
import { checkDynamicReferences } from './checkDynamicReferences';
import { evaluateCondition, evaluateObject } from './evaluateIntrinsics';
import { KNOWN_AFTER_APPLY, type EvaluationScope } from './EvaluationScope';

/**
 * Evaluates what parameters and mappings decide, so that a wrong key or index is an error of the
 * call. CloudFormation finds the others when it makes the resource: those of zones, imports and
 * other resources.
 */
export function checkKnownValues(scope: EvaluationScope): void {
  const known: EvaluationScope = {
    ...scope,
    parameters: { ...scope.parameters, 'AWS::StackId': KNOWN_AFTER_APPLY },
    ref: () => KNOWN_AFTER_APPLY,
    attribute: () => KNOWN_AFTER_APPLY,
    importValue: () => KNOWN_AFTER_APPLY,
    availabilityZones: [KNOWN_AFTER_APPLY],
  };
  const { Conditions, Resources } = scope.template;
  for (const name of Object.keys(Conditions)) {
    evaluateCondition(name, known);
  }
  for (const { Type, Properties, Metadata } of Object.values(Resources)) {
    checkDynamicReferences(Type, evaluateObject({ ...Properties }, known));
    evaluateObject({ ...Metadata }, known);
  }
  checkExports(evaluateOutputs(known));
}

/** Of two exports with a name, an import could have only one. */
function checkExports(outputs: readonly StackOutput[]): void {
  const names = outputs.flatMap(({ ExportName }) =>
    ExportName === undefined || ExportName.includes(KNOWN_AFTER_APPLY)
      ? []
      : [ExportName],
  );
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) {
    throw validationError(
      `Template format error: more than one output has the export name ${repeated}.`,
    );
  }
}
