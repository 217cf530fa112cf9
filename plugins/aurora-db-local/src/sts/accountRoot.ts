/** The account of every access key that names none. */
const defaultAccountId = '000000000000';

/** The root user that a plain access key stands for: that of the account whose twelve digits it is. */
export function accountRoot(accessKeyId: string): {
  accountId: string;
  principalArn: string;
} {
  const accountId = /^\d{12}$/.test(accessKeyId)
    ? accessKeyId
    : defaultAccountId;
  return { accountId, principalArn: `arn:aws:iam::${accountId}:root` };
}
