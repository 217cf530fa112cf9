import type { Scope } from '../service/AwsService';
import type { ResourceChange } from './ChangeSetRecord';
import { changedParameterKeys } from './changedParameterKeys';
import { checkResourceTypes } from './checkResourceTypes';
import { desiredResource, type DesiredResource } from './DesiredResource';
import { deletionPolicyOf } from './deletionPolicyOf';
import { diffResource, recreationOf, type Recreation } from './diffResource';
import { evaluateOutputs } from './evaluateOutputs';
import type { Deployable, ResourceRecord, StackRecord } from './StackRecord';
import { stackScope } from './stackScope';
import type { StackStore } from './StackStore';
import { referencesIn, topologicalOrder } from './template/dependencyGraph';
import { KNOWN_AFTER_APPLY } from './template/EvaluationScope';
import {
  parseTemplate,
  type Json,
  type Template,
} from './template/parseTemplate';

type Detail = ResourceChange['Details'][number];
type Fate = {
  kind: 'new' | 'modify' | 'replace' | 'keep';
  record?: ResourceRecord;
};

/** The changes of an execution, as DescribeChangeSet returns them. */
export interface ChangePlan {
  changes: ResourceChange[];
  /** Also true if only outputs or stack tags differ. */
  changesSomething: boolean;
}

/**
 * Compares the target with the deployed state. Makes no calls, so values that only the execution
 * knows stay open.
 */
export function planChanges(
  scope: Scope,
  store: StackStore,
  stack: StackRecord,
  target: Deployable,
): ChangePlan {
  const fates = new Map<string, Fate>();
  const evaluation = stackScope({
    scope,
    store,
    stack,
    template: parseTemplate(target.templateBody),
    deployable: target,
    ref: logicalId =>
      known(fates.get(logicalId))?.physicalId ?? KNOWN_AFTER_APPLY,
    attribute: (logicalId, attribute) =>
      knownAttribute(fates.get(logicalId), attribute) ?? KNOWN_AFTER_APPLY,
  });
  const { template } = evaluation;
  const active = new Set(Object.keys(template.Resources));
  checkResourceTypes(stack, template);
  const changes: ResourceChange[] = [];
  const changedParameters = changedParameterKeys(stack.deployed, target);
  for (const logicalId of topologicalOrder(template)) {
    const desired = desiredResource(logicalId, evaluation, stack, target);
    const record = stack.resources[logicalId];
    if (!record) {
      changes.push({
        Action: 'Add',
        LogicalResourceId: logicalId,
        ResourceType: desired.type,
        Scope: [],
        Details: [],
      });
      fates.set(logicalId, { kind: 'new' });
      continue;
    }
    const details = describe(
      record,
      desired,
      template,
      fates,
      changedParameters,
    );
    const replacement = replacementOf(details);
    if (details.length === 0) {
      fates.set(logicalId, { kind: 'keep', record });
      continue;
    }
    fates.set(logicalId, {
      kind: replacement === 'True' ? 'replace' : 'modify',
      record,
    });
    changes.push({
      Action: 'Modify',
      LogicalResourceId: logicalId,
      PhysicalResourceId: record.physicalId,
      ResourceType: desired.type,
      PolicyAction:
        replacement === 'True'
          ? `ReplaceAnd${policyVerb(record.updateReplacePolicy)}`
          : undefined,
      Replacement: replacement,
      Scope: Array.from(new Set(details.map(({ Target }) => Target.Attribute))),
      Details: details,
    });
  }
  for (const record of Object.values(stack.resources).filter(
    ({ logicalId }) => !active.has(logicalId),
  )) {
    changes.push({
      Action: 'Remove',
      LogicalResourceId: record.logicalId,
      PhysicalResourceId: record.physicalId,
      ResourceType: record.type,
      PolicyAction: policyVerb(deletionPolicyOf(record)),
      Scope: [],
      Details: [],
    });
  }
  const outputs = evaluateOutputs(evaluation);
  const outputsDiffer =
    JSON.stringify(outputs) !== JSON.stringify(stack.outputs);
  const tagsDiffer =
    JSON.stringify(target.tags) !== JSON.stringify(stack.deployed.tags);
  return {
    changes,
    changesSomething: changes.length > 0 || outputsDiffer || tagsDiffer,
  };
}

function known(fate: Fate | undefined): ResourceRecord | undefined {
  return fate?.kind === 'keep' || fate?.kind === 'modify'
    ? fate.record
    : undefined;
}

/**
 * An attribute without a value may get one by a modification, e.g. the secret of a password that
 * RDS manages.
 */
function knownAttribute(
  fate: Fate | undefined,
  attribute: string,
): Json | undefined {
  const value = known(fate)?.attributes[attribute];
  return fate?.kind === 'modify' && value === '' ? undefined : value;
}

function policyVerb(policy: ResourceRecord['deletionPolicy']): string {
  return policy === 'RetainExceptOnCreate' ? 'Retain' : (policy ?? 'Delete');
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChange.html, Replacement. */
function replacementOf(
  details: readonly Detail[],
): ResourceChange['Replacement'] {
  if (
    details.some(
      ({ Target, Evaluation }) =>
        Target.RequiresRecreation === 'Always' && Evaluation === 'Static',
    )
  ) {
    return 'True';
  }
  return details.some(({ Target }) => Target.RequiresRecreation !== 'Never')
    ? 'Conditional'
    : 'False';
}

function describe(
  record: ResourceRecord,
  desired: DesiredResource,
  template: Template,
  fates: ReadonlyMap<string, Fate>,
  changedParameters: readonly string[],
): Detail[] {
  const written = template.Resources[desired.logicalId]?.Properties ?? {};
  const difference = diffResource(record, desired);
  const shownBefore = record.shownProperties ?? record.properties;
  const shownAfter = desired.shownProperties ?? desired.properties;
  const details: Detail[] = difference.properties.flatMap(
    ({ name, recreation, before, after }) => {
      const causes = [
        ...causesOf(written[name], fates, ['replace', 'new']),
        ...modifiedAttributes(written[name], fates),
      ];
      if (text(after)?.includes(KNOWN_AFTER_APPLY) && causes.length > 0) {
        return causes.map(cause => dynamicDetail(name, recreation, cause));
      }
      const parameter = referencesIn(written[name] ?? null).find(
        ({ logicalId }) => changedParameters.includes(logicalId),
      );
      return [
        {
          Target: {
            Attribute: 'Properties',
            Name: name,
            RequiresRecreation: recreation,
            Path: `/Properties/${name}`,
            BeforeValue: text(shownBefore[name]),
            AfterValue: text(shownAfter[name]),
            AttributeChangeType: attributeChange(before, after),
          },
          Evaluation: 'Static',
          ChangeSource: parameter ? 'ParameterReference' : 'DirectModification',
          CausingEntity: parameter?.logicalId,
        },
      ];
    },
  );
  // As in AWS, an attribute of a modified resource counts as possibly changed, even if it does not
  // change.
  const changed = new Set(difference.properties.map(({ name }) => name));
  for (const [name, value] of Object.entries(written)) {
    if (!changed.has(name) && name !== 'Tags') {
      details.push(
        ...modifiedAttributes(value, fates).map(cause =>
          dynamicDetail(name, recreationOf(desired.type, name), cause),
        ),
      );
    }
  }
  const attributes = [
    ...(difference.tags ? ['Tags'] : []),
    ...difference.attributes,
  ];
  const rest = attributes.map((Attribute): Detail => ({
    Target: { Attribute, RequiresRecreation: 'Never' },
    Evaluation: 'Static',
    ChangeSource: 'DirectModification',
  }));
  return [...details, ...rest];
}

function dynamicDetail(
  name: string,
  recreation: Recreation,
  cause: string,
): Detail {
  return {
    Target: {
      Attribute: 'Properties',
      Name: name,
      RequiresRecreation: recreation,
      Path: `/Properties/${name}`,
      AfterValue: KNOWN_AFTER_APPLY,
    },
    Evaluation: 'Dynamic',
    ChangeSource: cause.includes('.')
      ? 'ResourceAttribute'
      : 'ResourceReference',
    CausingEntity: cause,
  };
}

/** The referenced attributes of modified resources. */
function modifiedAttributes(
  value: Json | undefined,
  fates: ReadonlyMap<string, Fate>,
): string[] {
  return causesOf(value, fates, ['modify']).filter(cause =>
    cause.includes('.'),
  );
}

/** `Logical` or `Logical.Attribute` of the referenced resources with one of the given changes. */
function causesOf(
  value: Json | undefined,
  fates: ReadonlyMap<string, Fate>,
  kinds: ReadonlyArray<Fate['kind']>,
): string[] {
  const causes = referencesIn(value ?? null).flatMap(
    ({ logicalId, attribute }) => {
      const fate = fates.get(logicalId);
      return fate && kinds.includes(fate.kind)
        ? [attribute === undefined ? logicalId : `${logicalId}.${attribute}`]
        : [];
    },
  );
  return Array.from(new Set(causes));
}

function text(value: Json | undefined): string | undefined {
  return value === undefined || typeof value === 'string'
    ? value
    : JSON.stringify(value);
}

function attributeChange(
  before: Json | undefined,
  after: Json | undefined,
): 'Add' | 'Modify' | 'Remove' {
  if (before === undefined) {
    return 'Add';
  }
  return after === undefined ? 'Remove' : 'Modify';
}
