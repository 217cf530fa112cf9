import { type Config, ConfigReader } from '@backstage/config';
import { DefaultAwsCredentialsManager } from '@backstage/integration-aws-node';
import { z } from 'zod';

const awsSchema = z.looseObject({ accounts: z.array(z.json()) });
const accountSchema = z.looseObject({
  accountId: z.union([z.string(), z.number()]),
});
const regionSchema = z.looseObject({ region: z.string().optional() });
const regionsSchema = z.object({
  accounts: z.array(regionSchema.extend({ accountId: z.string() })).optional(),
  accountDefaults: regionSchema.optional(),
});
/** Stands for an account that is not needed. Keeps the index of the others, which errors name. */
const otherAccount = { accountId: '000000000000' };

/**
 * The credentials of each account from `aws` of app-config. Reads only the entries of the accounts
 * that are needed, because Backstage's own reader refuses all accounts if one entry is invalid.
 */
export class AccountCredentials {
  readonly #rootConfig: Config;
  readonly #managers = new Map<string, DefaultAwsCredentialsManager>();

  constructor(rootConfig: Config) {
    this.#rootConfig = rootConfig;
  }

  /** Throws an Error that names the key if `aws` has an invalid entry for the account. */
  managerFor(accountId: string): DefaultAwsCredentialsManager {
    const manager =
      this.#managers.get(accountId) ??
      DefaultAwsCredentialsManager.fromConfig(
        new ConfigReader({ aws: this.#awsFor(accountId) }),
      );
    this.#managers.set(accountId, manager);
    return manager;
  }

  /** The host of the STS that gives the account's credentials. Source: the SDK's endpoint rules. */
  stsHostOf(accountId: string): string {
    const { accounts, accountDefaults } =
      regionsSchema.safeParse(this.#awsFor(accountId)).data ?? {};
    const account = accounts?.find(one => one.accountId === accountId);
    const region = account?.region ?? accountDefaults?.region ?? 'us-east-1';
    const domain = region.startsWith('cn-')
      ? 'amazonaws.com.cn'
      : 'amazonaws.com';
    return `sts.${region}.${domain}`;
  }

  #awsFor(accountId: string) {
    const aws = this.#rootConfig.getOptional('aws');
    const parsed = awsSchema.safeParse(aws);
    return parsed.success
      ? {
          ...parsed.data,
          accounts: parsed.data.accounts.map(account => {
            const id = accountSchema.safeParse(account).data?.accountId;
            return String(id) === accountId ? account : otherAccount;
          }),
        }
      : aws;
  }
}
