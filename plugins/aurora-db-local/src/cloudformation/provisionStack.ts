import { desiredResource, type DesiredResource } from './DesiredResource';
import { deletionPolicyOf } from './deletionPolicyOf';
import { evaluateOutputs } from './evaluateOutputs';
import { parameterFailure } from './parameterFailure';
import { provisionResource } from './provisionResource';
import { runGraph } from './runGraph';
import type { StackOutput } from './StackRecord';
import type { StackRun } from './StackRun';
import { stackEvent } from './StackStore';
import { exportsOf, importersOf, stackScope } from './stackScope';
import { dependenciesOf } from './template/dependencyGraph';
import type { EvaluationScope } from './template/EvaluationScope';
import { parseTemplate, type Json } from './template/parseTemplate';
import { validationError } from './validationError';

/**
 * Creates, updates and replaces the resources of the target. The stack is then complete, in
 * cleanup, or in rollback.
 */
export async function provisionStack(run: StackRun): Promise<void> {
  const target = run.operation.target;
  if (!target) {
    throw new Error(`The operation on ${run.stackId} has no target.`);
  }
  const imports = new Set<string>();
  const scope = runScope(run, imports);
  const failure = await parameterFailure(
    run.services,
    run.context(),
    scope.template,
    { ...target.parameters, ...target.resolvedParameters },
  );
  if (failure !== undefined && !run.stopped) {
    await giveUp(run, failure);
    return;
  }
  const active = new Set(Object.keys(scope.template.Resources));
  const desire = (logicalId: string): DesiredResource =>
    desiredResource(logicalId, scope, run.stack, target);
  await runGraph({
    ids: Array.from(active).filter(id => !run.operation.done.includes(id)),
    before: logicalId =>
      dependencies(logicalId, scope).filter(id => active.has(id)),
    step: logicalId =>
      provisionResource(run, logicalId, () => desire(logicalId)),
    goOn: () =>
      !run.cancelled &&
      !run.stopped &&
      !isEnded(run) &&
      run.operation.failed.length === 0,
  });
  if (run.stopped) {
    return;
  }
  if (run.operation.failed.length > 0 || isEnded(run)) {
    await giveUp(run, failureSummary(run));
    return;
  }
  try {
    const outputs = evaluateOutputs(scope);
    checkExports(run, outputs);
    await complete(run, active, outputs, Array.from(imports));
  } catch (error) {
    await giveUp(run, error instanceof Error ? error.message : String(error));
  }
}

/** The values that the template's functions see. `imports` collects the exports that they use. */
function runScope(run: StackRun, imports: Set<string>): EvaluationScope {
  const { stack, operation } = run;
  const deployable = operation.target ?? stack.deployed;
  const existing = (logicalId: string) => {
    const record = run.stack.resources[logicalId];
    if (!record) {
      throw validationError(
        `Template error: resource ${logicalId} doesn't exist: its condition is false`,
      );
    }
    return record;
  };
  const evaluation = stackScope({
    scope: run.scope,
    store: run.store,
    stack,
    template: parseTemplate(deployable.templateBody),
    deployable,
    ref: logicalId => existing(logicalId).physicalId ?? '',
    attribute: (logicalId, attribute): Json =>
      existing(logicalId).attributes[attribute] ?? '',
  });
  return {
    ...evaluation,
    importValue(name) {
      imports.add(name);
      return evaluation.importValue(name);
    },
  };
}

function dependencies(logicalId: string, scope: EvaluationScope): string[] {
  const resource = scope.template.Resources[logicalId];
  return resource ? dependenciesOf(resource, scope.template) : [];
}

function isEnded({ operation }: StackRun): boolean {
  return operation.cancelled || operation.timedOut;
}

function failureSummary({ operation }: StackRun): string | undefined {
  if (operation.timedOut) {
    return 'Stack creation time exceeded the specified timeout';
  }
  if (operation.failed.length === 0) {
    return undefined;
  }
  const sentences = (['create', 'update'] as const).flatMap(verb => {
    const ids = operation.failed
      .filter(failure => failure.verb === verb)
      .map(({ logicalId }) => logicalId);
    return ids.length > 0
      ? [`The following resource(s) failed to ${verb}: [${ids.join(', ')}]. `]
      : [];
  });
  return sentences.join('');
}

function checkExports(run: StackRun, outputs: readonly StackOutput[]): void {
  const others = exportsOf(run.store, run.scope).filter(
    ({ ExportingStackId }) => ExportingStackId !== run.stackId,
  );
  for (const { ExportName } of outputs) {
    const owner = others.find(({ Name }) => Name === ExportName);
    if (owner) {
      const [, name] = owner.ExportingStackId.split('/');
      throw validationError(
        `Export with name ${ExportName} is already exported by stack ${name}.`,
      );
    }
  }
  for (const { ExportName, OutputValue } of run.stack.outputs) {
    const kept = outputs.find(output => output.ExportName === ExportName);
    const importers =
      ExportName === undefined
        ? []
        : importersOf(run.store, run.scope, ExportName);
    if (importers.length > 0 && kept?.OutputValue !== OutputValue) {
      const verb = kept ? 'updated' : 'deleted';
      throw validationError(
        `Export ${ExportName} cannot be ${verb} as it is in use by ${importers.join(', ')}`,
      );
    }
  }
}

async function complete(
  run: StackRun,
  active: ReadonlySet<string>,
  outputs: StackOutput[],
  imports: string[],
): Promise<void> {
  if (run.operation.kind === 'create') {
    await run.change(
      (stack, operation) => {
        // DeleteStack may have been called while the event was written, or the time may be over. The
        // next iteration sees it.
        if (!operation.cancelled && !operation.timedOut) {
          Object.assign(stack, {
            status: 'CREATE_COMPLETE',
            statusReason: undefined,
            outputs,
            imports,
          });
          stack.operation = undefined;
        }
      },
      stackEvent(run.stack, 'CREATE_COMPLETE'),
    );
    return;
  }
  await run.change(
    (stack, operation) => {
      if (operation.cancelled) {
        return;
      }
      for (const record of Object.values(stack.resources).filter(
        ({ logicalId }) => !active.has(logicalId),
      )) {
        stack.obsolete.push({ record, policy: deletionPolicyOf(record) });
        delete stack.resources[record.logicalId];
      }
      Object.assign(stack, {
        status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
        statusReason: undefined,
        outputs,
        imports,
      });
      Object.assign(operation, {
        phase: 'cleanup',
        done: [],
        failed: [],
        reason: undefined,
      });
    },
    stackEvent(run.stack, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'),
  );
}

/** Ends a failed or cancelled provisioning as the caller requested. */
async function giveUp(
  run: StackRun,
  failure: string | undefined,
): Promise<void> {
  const { kind, onFailure, cancelled, deleteFor } = run.operation;
  const enter = async (
    status: string,
    reason: string,
    phase: 'rollback' | 'delete',
    ending?: 'delete' | 'rollback',
  ) => {
    await run.change(
      (stack, operation) => {
        Object.assign(stack, { status, statusReason: reason });
        Object.assign(operation, {
          phase,
          done: [],
          failed: [],
          skip: [],
          reason,
          deleteFor: ending,
          cancelled: false,
        });
      },
      stackEvent(run.stack, status, reason),
    );
  };
  if (kind === 'create' && cancelled && deleteFor === 'delete') {
    await enter('DELETE_IN_PROGRESS', 'User Initiated', 'delete', 'delete');
  } else if (onFailure === 'DO_NOTHING' && !cancelled) {
    const status = kind === 'create' ? 'CREATE_FAILED' : 'UPDATE_FAILED';
    await run.change(
      stack => {
        Object.assign(stack, { status, statusReason: failure });
        stack.failedOperation = stack.operation;
        stack.operation = undefined;
      },
      stackEvent(run.stack, status, failure),
    );
  } else if (kind === 'create' && onFailure === 'DELETE') {
    await enter(
      'DELETE_IN_PROGRESS',
      `${withoutFullStop(failure)}. Delete requested by user.`,
      'delete',
      'delete',
    );
  } else if (kind === 'create') {
    await enter(
      'ROLLBACK_IN_PROGRESS',
      `${withoutFullStop(failure)}. Rollback requested by user.`,
      'delete',
      'rollback',
    );
  } else {
    await enter(
      'UPDATE_ROLLBACK_IN_PROGRESS',
      cancelled ? 'User Initiated' : (failure ?? ''),
      'rollback',
    );
  }
}

function withoutFullStop(text = ''): string {
  return text.replace(/\.$/, '');
}
