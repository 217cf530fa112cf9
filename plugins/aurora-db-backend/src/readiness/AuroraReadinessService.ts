import {
  auroraDbEnvironmentInspectPermission,
  createMessage,
  type Readiness,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Authorizer } from '../access/DefaultAuthorizer';
import { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { messagesOf, NotFoundError } from '../ports/errors/userErrors';
import { credentialsCheck } from '../preflight/credentialsCheck';
import {
  createReadinessChecks,
  type ReadinessPorts,
} from './createReadinessChecks';
import { HarmlessCalls } from './HarmlessCalls';
import { reachabilityCheck } from './reachabilityCheck';
import {
  unknownFinding,
  type ReadinessCheck,
  type ReadinessFinding,
  type ReadinessSubject,
} from './ReadinessCheck';
import { readNetwork, type NetworkReading } from './readNetwork';
import { withinTime } from '../readings/withinTime';

/** Longest wait for the answer to one harmless call. The SDK connects within 5 s or not at all. */
const callLimitMs = 8_000;
/** Longest wait for a check. The SDK would go on with its tries for minutes. */
const checkLimitMs = 25_000;

/** The identity of the portal's credentials, or why it is unknown. */
interface Identity {
  finding: ReadinessFinding;
  principalArn?: string;
  /** Whether further calls would reach the environment's account. */
  isUsable: boolean;
}

/** Checks on request whether the portal can work in an environment. Keeps no result. */
export class AuroraReadinessService {
  readonly #authorizer: Pick<Authorizer, 'require'>;
  readonly #environments: readonly EnvironmentConfig[];
  readonly #ports: ReadinessPorts;
  readonly #checks: readonly ReadinessCheck[];
  readonly #limits: { callMs: number; checkMs: number };
  readonly #running = new Map<string, Promise<Readiness>>();

  constructor(options: {
    authorizer: Pick<Authorizer, 'require'>;
    environments: readonly EnvironmentConfig[];
    ports: ReadinessPorts;
    limits?: { callMs: number; checkMs: number };
  }) {
    this.#authorizer = options.authorizer;
    this.#environments = options.environments;
    this.#ports = options.ports;
    this.#checks = createReadinessChecks(options.ports);
    this.#limits = options.limits ?? {
      callMs: callLimitMs,
      checkMs: checkLimitMs,
    };
  }

  /**
   * Callers at the same time share one run. Throws a NotAllowedError, or a NotFoundError if there
   * is no such environment.
   */
  async read(
    name: string,
    credentials: BackstageCredentials,
  ): Promise<Readiness> {
    await this.#authorizer.require(
      credentials,
      auroraDbEnvironmentInspectPermission,
      name,
    );
    const environment = this.#environments.find(one => one.name === name);
    if (!environment) {
      throw new NotFoundError(
        createMessage('deploy.environmentUnknown', {
          environment: name,
          configured: this.#environments.map(one => one.name).join(', '),
        }),
      );
    }
    const running =
      this.#running.get(name) ??
      this.#check(environment).finally(() => this.#running.delete(name));
    this.#running.set(name, running);
    return running;
  }

  async #check(environment: EnvironmentConfig): Promise<Readiness> {
    const calls = new HarmlessCalls(
      this.#ports,
      environment,
      this.#limits.callMs,
    );
    const [identity, reachability] = await Promise.all([
      this.#identify(environment),
      reachabilityCheck(this.#limits.callMs).run({
        environment,
        calls,
        network: () => Promise.resolve({ problems: [] }),
      }),
    ]);
    const { principalArn } = identity;
    let network: Promise<NetworkReading> | undefined;
    const subject: ReadinessSubject = {
      environment,
      calls,
      ...(principalArn && { principalArn }),
      network: () => {
        network ??= readNetwork(this.#ports.networks, environment);
        return network;
      },
    };
    const results = await Promise.all(
      this.#checks.map(async check => ({
        name: check.name,
        findings: identity.isUsable
          ? await this.#run(check, subject)
          : [{ ok: null, message: createMessage('readiness.notChecked') }],
      })),
    );
    return {
      ...(principalArn && { role: principalArn }),
      items: [
        { check: 'credentials', ...identity.finding },
        ...reachability.map(finding => ({
          check: 'reachability',
          ...finding,
        })),
        ...results.flatMap(({ name, findings }) =>
          findings.map(finding => ({ check: name, ...finding })),
        ),
      ],
    };
  }

  async #run(
    check: ReadinessCheck,
    subject: ReadinessSubject,
  ): Promise<ReadinessFinding[]> {
    const work = check
      .run(subject)
      .catch((error: unknown) => [unknownFinding(subject.environment, error)]);
    const { checkMs } = this.#limits;
    return (await withinTime(work, checkMs)) ?? [lateFinding(checkMs)];
  }

  async #identify(environment: EnvironmentConfig): Promise<Identity> {
    try {
      const read = this.#ports.identity.read(environment);
      const caller = await withinTime(read, this.#limits.checkMs);
      if (!caller) {
        return { finding: lateFinding(this.#limits.checkMs), isUsable: true };
      }
      const [finding] = await credentialsCheck({
        read: async () => caller,
      }).run({ environment });
      const isUsable = finding?.ok ?? false;
      return {
        finding: {
          ok: isUsable,
          ...(finding && { message: finding.message }),
          ...(!isUsable && { remedy: accountRemedy(environment) }),
        },
        principalArn: caller.arn,
        isUsable,
      };
    } catch (error) {
      if (
        error instanceof AwsUnavailableError &&
        error.reason === 'credentials'
      ) {
        const message = createMessage('preflight.refused', {
          reason: messagesOf(error),
        });
        const remedy = accountRemedy(environment);
        return { finding: { ok: false, message, remedy }, isUsable: false };
      }
      return { finding: unknownFinding(environment, error), isUsable: true };
    }
  }
}

function lateFinding(limitMs: number): ReadinessFinding {
  const seconds = limitMs / 1_000;
  return { ok: null, message: createMessage('readiness.late', { seconds }) };
}

/** Credentials of an account by a role, as `@backstage/integration-aws-node` reads them. */
function accountRemedy({ accountId }: EnvironmentConfig) {
  return {
    kind: 'config' as const,
    text: `aws:\n  accounts:\n    - accountId: '${accountId}'\n      roleName: aurora-db-portal`,
  };
}
