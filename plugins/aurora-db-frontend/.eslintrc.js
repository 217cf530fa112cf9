const config = require('@backstage/cli/config/eslint-factory')(
  __dirname,
  require('../../.eslint-rules'),
);

const [, ...restrictedSyntax] = config.rules['no-restricted-syntax'];

/** What a person reads or hears is a text of the translations, never one in the code. */
const texts = {
  files: ['src/**/*.tsx'],
  excludedFiles: ['**/*.test.tsx'],
  rules: {
    'react/jsx-no-literals': [
      'error',
      {
        noStrings: true,
        ignoreProps: true,
        // Punctuation, units and names, which are the same in every language.
        allowedStrings: [
          ' ',
          '·',
          ' · ',
          '—',
          '(',
          ')',
          'AWS',
          'UTC',
          'GiB',
          'PostgreSQL',
          'Aurora PostgreSQL',
        ],
      },
    ],
    'no-restricted-syntax': [
      'error',
      ...restrictedSyntax,
      {
        selector:
          'JSXAttribute[name.name=/^(aria-label|aria-valuetext|title|label|description|placeholder|alt|secondaryLabel|what|term)$/] > Literal[value!="Performance Insights"]',
        message: 'Use a text of the translations: t(…)',
      },
    ],
  },
};

module.exports = { ...config, overrides: [...config.overrides, texts] };
