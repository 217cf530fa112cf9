const { writeFileSync } = require('node:fs');

/**
 * A Jest reporter that writes how many tests passed and failed as JSON into the file that AURORA_DB_JEST_TOTALS names. Jest's own `--json`
 * throws if a failed test's error refers to itself, as errors of the AWS SDK do.
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
        // A file that can't be loaded has no tests to count.
        failed: numFailedTests + numRuntimeErrorTestSuites,
      }),
    );
  }
};
