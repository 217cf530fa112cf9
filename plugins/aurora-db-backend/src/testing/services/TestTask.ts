import { mockServices } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { JsonObject, JsonValue } from '@backstage/types';

/** A task whose steps are run one by one, with the checkpoints that survive a restart. */
export class TestTask {
  readonly lines: string[] = [];
  readonly #checkpoints = new Map<string, JsonValue | void>();

  /** Runs an action as the step of a task does. Returns its outputs. Rejects if the step fails. */
  async run(
    action: { handler: (...context: never[]) => Promise<void> },
    input: JsonObject,
    options: { isDryRun?: boolean; taskId?: string } = {},
  ): Promise<Record<string, unknown>> {
    const outputs: Record<string, unknown> = {};
    const note = (line: string) => void this.lines.push(line);
    const context = {
      ...createMockActionContext({
        input,
        task: { id: options.taskId ?? 'task' },
        workspacePath: '/nowhere',
        user: { ref: 'user:default/ann' },
        logger: mockServices.logger.mock({ info: note, warn: note }),
      }),
      isDryRun: options.isDryRun,
      output: (name: string, value: unknown) => {
        outputs[name] = value;
      },
      checkpoint: async <T extends JsonValue | void>({
        key,
        fn,
      }: {
        key: string;
        fn: () => Promise<T> | T;
      }) => {
        const value = this.#checkpoints.has(key)
          ? this.#checkpoints.get(key)
          : await fn();
        this.#checkpoints.set(key, value);
        return value;
      },
    };
    // The action's own types of input are what its schema checks at runtime.
    await Reflect.apply(action.handler, action, [context]);
    return outputs;
  }
}
