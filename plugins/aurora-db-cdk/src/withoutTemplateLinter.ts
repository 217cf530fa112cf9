/**
 * CDK's switch for the template linter that runs after each synthesis, a WebAssembly module that takes most of the first one's time.
 * Our templates are judged where they are made: by this package's tests, cdk-nag and cfn-lint. Imported before CDK, by processes
 * that are ours alone.
 */
process.env.CDK_VALIDATION = 'false';
