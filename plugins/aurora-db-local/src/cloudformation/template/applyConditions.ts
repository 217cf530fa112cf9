import { evaluateCondition } from './evaluateIntrinsics';
import type { EvaluationScope } from './EvaluationScope';
import { intrinsicOf } from './intrinsicSyntax';
import type { Json, JsonObject, Template } from './parseTemplate';

/**
 * The template without resources and outputs whose condition is false, and with the chosen value of
 * each Fn::If. Conditions depend on parameters only, so that this is known before anything exists.
 */
export function applyConditions(scope: EvaluationScope): Template {
  const { template } = scope;
  const isActive = ({ Condition }: { Condition?: string }) =>
    Condition === undefined || evaluateCondition(Condition, scope);
  const resources = Object.entries(template.Resources)
    .filter(([, resource]) => isActive(resource))
    .map(([id, { Condition: _, Properties, Metadata, ...resource }]) => [
      id,
      {
        ...resource,
        Properties: Properties && chooseIn(Properties, scope),
        Metadata: Metadata && chooseIn(Metadata, scope),
      },
    ]);
  const outputs = Object.entries(template.Outputs)
    .filter(([, output]) => isActive(output))
    .map(([id, { Condition: _, Value, Export, ...output }]) => [
      id,
      {
        ...output,
        Value: choose(Value, scope),
        Export: Export && { Name: choose(Export.Name, scope) },
      },
    ]);
  return {
    ...template,
    Resources: Object.fromEntries(resources),
    Outputs: Object.fromEntries(outputs),
  };
}

function choose(value: Json, scope: EvaluationScope): Json {
  if (Array.isArray(value)) {
    return value.map(item => choose(item, scope));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const intrinsic = intrinsicOf(value);
  if (
    intrinsic?.name === 'Fn::If' &&
    Array.isArray(intrinsic.argument) &&
    intrinsic.argument.length === 3
  ) {
    const [name, whenTrue = null, whenFalse = null] = intrinsic.argument;
    return choose(
      evaluateCondition(String(name), scope) ? whenTrue : whenFalse,
      scope,
    );
  }
  return chooseIn(value, scope);
}

function chooseIn(value: JsonObject, scope: EvaluationScope): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, choose(item, scope)]),
  );
}
