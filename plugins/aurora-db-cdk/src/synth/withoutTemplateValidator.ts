/**
 * Runs a synthesis without CDK's template validator (3 MB of WebAssembly). The validator takes ten
 * times as long to start as the synthesis takes. Its result never changes: cdkNag.test.ts applies
 * the same rules to every kind of template, and CI runs cfn-lint. CDK has no other switch for it
 * than this variable. The call is synchronous, so that no other code sees the variable.
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
