import { ConfigurationError } from '../src/database/ConfigurationError.ts';

const unreachable = /ECONNREFUSED|ENOTFOUND|EHOSTUNREACH|ETIMEDOUT|timeout/;
const untrusted = /certificate|self[- ]signed|altnames/i;
const refused = /authentication failed|28000|28P01/i;

/** Explains why a login with a token failed, with a way out. */
export function loginError(
  error: unknown,
  {
    place,
    user,
    role,
    caFile,
  }: { place: string; user: string; role: string; caFile: string },
): unknown {
  if (!(error instanceof Error)) {
    return error;
  }
  const code = 'code' in error ? String(error.code) : '';
  const said = `${code} ${error.message}`;
  const explain = (way: string) =>
    new ConfigurationError(`${place}: ${error.message || code}. ${way}`, {
      cause: error,
    });
  if (refused.test(said)) {
    return explain(
      `The token of ${role} is refused. The role needs rds-db:connect on the cluster's resource id and ${user}, and "npm run migrate" makes this user`,
    );
  }
  if (untrusted.test(said)) {
    return explain(
      `No authority in ${caFile} has signed the server's certificate: fetch them with "npm run ca"`,
    );
  }
  return unreachable.test(said)
    ? explain(
        'The database is only reachable from its VPC: run this there, or through a tunnel or VPN. Check the security groups',
      )
    : error;
}
