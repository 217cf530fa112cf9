import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { auroraDbTags } from '@aurora-db/backstage-plugin-aurora-db-common';
import { AwsClients } from '../../aws/AwsClients';
import { callAws } from '../../aws/awsErrors';
import type {
  DatabaseStack,
  DatabaseStackReader,
} from '../../ports/DatabaseStacks';
import type { DatabaseStackWriter } from '../../ports/DatabaseStackWriter';
import type { EnvironmentConfig } from '../../ports/EnvironmentConfig';
import type { StackHistoryReader } from '../../ports/StackHistory';
import { createAwsPorts } from '../../wiring/createAwsPorts';
import { awsPortsRef } from '../../wiring/serviceRefs';
import { FakeStacks } from './FakeStacks';

/** CloudFormation of several accounts, each with {@link FakeStacks}, for backends in tests. */
export class FakeCloudFormation {
  /** The methods of the ports that the backend called, in order. */
  readonly calls: string[] = [];
  /** The error of a call, as the SDK throws it. */
  failure: (method: string, accountId: string) => Error | undefined = () =>
    undefined;
  readonly #accounts = new Map<string, FakeStacks>();

  /** The adapters of AWS in a backend, with this fake in place of CloudFormation's. */
  readonly factory = createServiceFactory({
    service: awsPortsRef,
    deps: {
      rootConfig: coreServices.rootConfig,
      lifecycle: coreServices.rootLifecycle,
    },
    factory: ({ rootConfig, lifecycle }) => {
      const clients = AwsClients.fromConfig(rootConfig);
      lifecycle.addShutdownHook(() => clients.destroy());
      return {
        ...createAwsPorts(clients),
        stacks: this.#stacks,
        history: this.#history,
      };
    },
  });

  readonly #stacks: DatabaseStackReader & DatabaseStackWriter = new Proxy(
    new FakeStacks(),
    {
      get:
        (_, method) =>
        (environment: EnvironmentConfig, ...input: unknown[]) =>
          this.#call(environment, String(method), async stacks => {
            const member: unknown =
              method === 'list'
                ? () => this.#list(environment)
                : Reflect.get(stacks, method);
            if (typeof member !== 'function') {
              throw new Error(`Stacks have no method ${String(method)}`);
            }
            return Reflect.apply(member, stacks, [environment, ...input]);
          }),
    },
  );

  readonly #history: StackHistoryReader = {
    listDeleted: environment =>
      this.#call(environment, 'listDeleted', async stacks =>
        (await stacks.list()).filter(({ status }) =>
          status.startsWith('DELETE_'),
        ),
      ),
    listReviewed: environment =>
      this.#call(environment, 'listReviewed', async stacks =>
        (await stacks.list()).filter(
          ({ status }) => status === 'REVIEW_IN_PROGRESS',
        ),
      ),
  };

  /** Forgets all stacks, calls and failures. */
  reset(): void {
    this.#accounts.clear();
    this.calls.length = 0;
    this.failure = () => undefined;
  }

  /** Adds a stack to the account of its ARN. */
  add(stack: DatabaseStack): void {
    this.of(stack.stackId.split(':')[4] ?? '').add({ ...stack });
  }

  /** The stacks of an account. An update changes none of their resources. */
  of(accountId: string): FakeStacks {
    let stacks = this.#accounts.get(accountId);
    if (!stacks) {
      stacks = new FakeStacks();
      stacks.nextChanges = [];
      this.#accounts.set(accountId, stacks);
    }
    return stacks;
  }

  /** As the port says: those that have the tags of the environment's databases. */
  async #list(environment: EnvironmentConfig): Promise<DatabaseStack[]> {
    const all = await this.of(environment.accountId).list();
    return all.filter(
      ({ status, tags }) =>
        status !== 'DELETE_COMPLETE' &&
        tags[auroraDbTags.environment] === environment.name &&
        Boolean(tags[auroraDbTags.name]),
    );
  }

  /** Converts errors as the adapters do. */
  #call<T>(
    environment: EnvironmentConfig,
    method: string,
    run: (stacks: FakeStacks) => Promise<T>,
  ): Promise<T> {
    return callAws(environment, `cloudformation:${method}`, async () => {
      this.calls.push(method);
      const error = this.failure(method, environment.accountId);
      if (error) {
        throw error;
      }
      return run(this.of(environment.accountId));
    });
  }
}
