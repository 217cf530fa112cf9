const { writeFileSync } = require('node:fs');

/**
 * A Jest reporter that writes the numbers of passed and failed tests as JSON to the file in
 * AURORA_DB_JEST_TOTALS. Jest's `--json` throws if a failed test's error refers to itself, as
 * errors of the AWS SDK do.
 */
module.exports = class JestTotals {
  onRunComplete(
    _contexts,
    { numPassedTests, numFailedTests, numRuntimeErrorTestSuites },
  ) {
    writeFileSync(
      process.env.AURORA_DB_JEST_TOTALS,
      JSON.stringify({
        passed: numPassedTests,
        // A file that fails to load has no tests to count.
        failed: numFailedTests + numRuntimeErrorTestSuites,
      }),
    );
  }
};
