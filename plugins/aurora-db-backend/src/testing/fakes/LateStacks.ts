import type { EnvironmentConfig } from '../../ports/EnvironmentConfig';
import type { DatabaseStack } from '../../ports/DatabaseStacks';
import type { ChangeSet, StackProgress } from '../../ports/DatabaseStackWriter';
import { FakeStacks } from './FakeStacks';

/**
 * Stacks as a slow AWS shows them: the first reads of a new stack or change set by its id find
 * nothing.
 */
export class LateStacks extends FakeStacks {
  readonly #looks = new Map<string, number>();

  /** @param lateLooks - how many looks at each thing find nothing */
  constructor(private readonly lateLooks = 2) {
    super();
  }

  override async describe(
    environment: EnvironmentConfig,
    stackNameOrId: string,
  ): Promise<DatabaseStack | undefined> {
    // By its name, a stack is looked for before it is created.
    return stackNameOrId.startsWith('arn:') && this.#isLate(stackNameOrId)
      ? undefined
      : super.describe(environment, stackNameOrId);
  }

  override async describeChangeSet(
    environment: EnvironmentConfig,
    stack: string,
    changeSet: string,
  ): Promise<ChangeSet | undefined> {
    return this.#isLate(`change set ${changeSet}`)
      ? undefined
      : super.describeChangeSet(environment, stack, changeSet);
  }

  override async readEvents(
    environment: EnvironmentConfig,
    stackId: string,
    isEnough: (event: StackProgress) => boolean,
  ): Promise<StackProgress[]> {
    return this.#isLate(`events ${stackId}`)
      ? []
      : super.readEvents(environment, stackId, isEnough);
  }

  #isLate(what: string): boolean {
    const looks = this.#looks.get(what) ?? 0;
    this.#looks.set(what, looks + 1);
    return looks < this.lateLooks;
  }
}
