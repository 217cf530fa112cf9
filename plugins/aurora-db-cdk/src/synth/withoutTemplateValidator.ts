/**
 * CDK's bundled template validator (3 MB of WebAssembly) takes ten times as long to start as the template takes to make, and judges
 * what never changes: the same rules run over every kind of template in cdkNag.test.ts and, as cfn-lint, in CI. This variable is
 * CDK's only switch for it. The call is synchronous, so nothing else sees it.
 */
export function withoutTemplateValidator<T>(synthesize: () => T): T {
  const before = process.env.CDK_VALIDATION;
  process.env.CDK_VALIDATION = 'false';
  try {
    return synthesize();
  } finally {
    if (before === undefined) {
      delete process.env.CDK_VALIDATION;
    } else {
      process.env.CDK_VALIDATION = before;
    }
  }
}
