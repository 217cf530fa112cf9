import { listExports, type StackExport } from '../ec2/defaultLandscape';
import type { Scope } from '../service/AwsService';
import type { Deployable, StackRecord } from './StackRecord';
import type { StackStore } from './StackStore';
import { applyConditions } from './template/applyConditions';
import type { EvaluationScope } from './template/EvaluationScope';
import type { Json, Template } from './template/parseTemplate';
import { parameterValues } from './template/resolveParameters';
import { validationError } from './validationError';

export interface StackScopeOptions {
  scope: Scope;
  store: StackStore;
  stack: Pick<StackRecord, 'stackId' | 'stackName'>;
  template: Template;
  deployable: Deployable;
  ref(logicalId: string): Json;
  attribute(logicalId: string, attribute: string): Json;
}

/**
 * The values for the intrinsic functions of a stack's template, and the template without the parts
 * whose condition is false.
 */
export function stackScope({
  scope,
  store,
  stack,
  template,
  deployable,
  ref,
  attribute,
}: StackScopeOptions): EvaluationScope {
  const evaluation: EvaluationScope = {
    template,
    parameters: {
      ...parameterValues(template, {
        ...deployable.parameters,
        ...deployable.resolvedParameters,
      }),
      'AWS::AccountId': scope.accountId,
      'AWS::NotificationARNs': deployable.notificationArns,
      'AWS::Partition': 'aws',
      'AWS::Region': scope.region,
      'AWS::StackId': stack.stackId,
      'AWS::StackName': stack.stackName,
      'AWS::URLSuffix': 'amazonaws.com',
    },
    ref,
    attribute,
    importValue(name) {
      const found = exportsOf(store, scope).find(item => item.Name === name);
      if (!found) {
        throw validationError(`No export named ${name} found.`);
      }
      return found.Value;
    },
    availabilityZones: availabilityZones(scope.region),
  };
  return { ...evaluation, template: applyConditions(evaluation) };
}

/** The zones of Fn::GetAZs. Tokyo has no `b` for new accounts. */
function availabilityZones(region: string): string[] {
  const letters =
    region === 'ap-northeast-1' ? ['a', 'c', 'd'] : ['a', 'b', 'c'];
  return letters.map(letter => `${region}${letter}`);
}

/** The exports of stacks and of the initial network. */
export function exportsOf(store: StackStore, scope: Scope): StackExport[] {
  const own = store.stacks
    .list(scope)
    .filter(({ status }) => status !== 'DELETE_COMPLETE')
    .flatMap(({ stackId, outputs }) =>
      outputs.flatMap(({ ExportName, OutputValue }) =>
        ExportName === undefined
          ? []
          : [
              {
                ExportingStackId: stackId,
                Name: ExportName,
                Value: OutputValue,
              },
            ],
      ),
    );
  return [...listExports(scope), ...own];
}

/** Names of existing stacks that import the export. */
export function importersOf(
  store: StackStore,
  scope: Scope,
  name: string,
): string[] {
  return store.stacks
    .list(scope)
    .filter(
      ({ status, imports }) =>
        status !== 'DELETE_COMPLETE' && imports.includes(name),
    )
    .map(({ stackName }) => stackName);
}
