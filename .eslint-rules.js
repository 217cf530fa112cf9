/** What every package's lint adds to Backstage's rules. */
module.exports = {
  rules: {
    '@typescript-eslint/no-explicit-any': 'error',
    '@typescript-eslint/no-non-null-assertion': 'error',
    '@typescript-eslint/ban-ts-comment': 'error',
  },
  overrides: [
    {
      // Backstage's rules take only `__testUtils__` and tests for what isn't published. Boundaries
      // keep product code from importing these helpers.
      files: ['src/**/testing/**'],
      rules: {
        '@backstage/no-undeclared-imports': 'off',
        'no-restricted-syntax': 'off',
      },
    },
  ],
};
