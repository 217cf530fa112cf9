/** The account of access keys that do not name one. */
const defaultAccountId = '000000000000';

/** The root user of the account whose twelve digits are the access key. */
export function accountRoot(accessKeyId: string): {
  accountId: string;
  principalArn: string;
} {
  const accountId = /^\d{12}$/.test(accessKeyId)
    ? accessKeyId
    : defaultAccountId;
  return { accountId, principalArn: `arn:aws:iam::${accountId}:root` };
}
