const kinds = ['AWS', 'Service', 'Federated', 'CanonicalUser'];

/** What IAM says about the principal of a trust policy; undefined if it is one. */
export function findPrincipalProblem(principal: unknown): string | undefined {
  if (principal === '*') {
    return undefined;
  }
  if (
    typeof principal !== 'object' ||
    principal === null ||
    Array.isArray(principal) ||
    Object.keys(principal).length === 0
  ) {
    return `Invalid principal in policy: ${JSON.stringify(principal)}`;
  }
  for (const [kind, values] of Object.entries(principal)) {
    for (const value of [values].flat()) {
      if (
        !kinds.includes(kind) ||
        typeof value !== 'string' ||
        !isOfKind(kind, value)
      ) {
        return `Invalid principal in policy: "${kind}":${JSON.stringify(value)}`;
      }
    }
  }
  return undefined;
}

function isOfKind(kind: string, value: string): boolean {
  switch (kind) {
    case 'AWS':
      return /^(\*|\d{12}|A[A-Z0-9]{15,}|arn:aws[a-z-]*:(iam|sts)::\d{12}:(root|(user|role|assumed-role|federated-user)\/[!-~]+))$/.test(
        value,
      );
    case 'Service':
      return /^[\w.-]+\.(amazonaws\.com(\.cn)?|aws\.internal|amazon\.com)$/.test(
        value,
      );
    default:
      return value.length > 0;
  }
}
