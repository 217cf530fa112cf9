import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type { PolicyQuotas, RolePolicyReader } from '../ports/RolePolicyReader';
import type { AwsClients } from './AwsClients';
import { awsErrorCode } from './awsErrors';
import { iamSdk } from './lazySdks';

/** Reads the managed policies of roles from IAM. */
export class IamRolePolicies implements RolePolicyReader {
  readonly #clients: AwsClients;

  constructor(clients: AwsClients) {
    this.#clients = clients;
  }

  listAttached(
    environment: EnvironmentConfig,
    roleName: string,
  ): Promise<string[] | undefined> {
    return this.#clients.call(
      environment,
      'iam:ListAttachedRolePolicies',
      async () => {
        const client = this.#clients.iam(environment);
        const arns: string[] = [];
        try {
          const pages = iamSdk().paginateListAttachedRolePolicies(
            { client },
            { RoleName: roleName },
          );
          for await (const { AttachedPolicies = [] } of pages) {
            arns.push(
              ...AttachedPolicies.flatMap(({ PolicyArn }) => PolicyArn ?? []),
            );
          }
          return arns;
        } catch (error) {
          if (/^NoSuchEntity(Exception)?$/.test(awsErrorCode(error) ?? '')) {
            return undefined;
          }
          throw error;
        }
      },
    );
  }

  async readQuotas(environment: EnvironmentConfig): Promise<PolicyQuotas> {
    const { SummaryMap = {} } = await this.#clients.call(
      environment,
      'iam:GetAccountSummary',
      () =>
        this.#clients
          .iam(environment)
          .send(new (iamSdk().GetAccountSummaryCommand)({})),
    );
    const { AttachedPoliciesPerRoleQuota, Policies, PoliciesQuota } =
      SummaryMap;
    return {
      attachedPerRole: AttachedPoliciesPerRoleQuota,
      ...(Policies !== undefined &&
        PoliciesQuota !== undefined && {
          policies: { used: Policies, limit: PoliciesQuota },
        }),
    };
  }
}
