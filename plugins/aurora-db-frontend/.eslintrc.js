const config = require('@backstage/cli/config/eslint-factory')(
  __dirname,
  require('../../.eslint-rules'),
);

const [, ...restrictedSyntax] = config.rules['no-restricted-syntax'];

/** Where a text ends up that is read or heard. */
const readAttribute =
  'JSXAttribute[name.name=/^(aria-label|aria-valuetext|aria-description|title|label|description|placeholder|alt|secondaryLabel|what|term)$/]';
const readProperty =
  'Property[key.name=/^(title|label|description|placeholder)$/]';
const child = ':matches(JSXElement, JSXFragment) > JSXExpressionContainer';
const choice = ':matches(ConditionalExpression, LogicalExpression)';

/** Words in the code; units and abbreviations have none, and names are the same in every language. */
const words =
  ':matches(Literal[value=/[A-Z][a-z]|[a-z]{2}|[ぁ-ヿ一-鿿]/][value!=/^(Performance Insights|Aurora DB)$/], TemplateLiteral:has(> TemplateElement[value.raw=/[a-z]{2}|[ぁ-ヿ一-鿿]/]))';
/** One that begins as a sentence does, or several: what else is kept in a variable may be for machines. */
const sentence =
  'Literal[value=/^[A-Z][a-z]+$|[a-z]{2,} [a-z]{2,}|[ぁ-ヿ一-鿿]/]';

/** What a person reads or hears is a text of the translations, never one in the code. */
const texts = {
  files: ['src/**/*.tsx'],
  excludedFiles: ['**/*.test.tsx', 'src/testing/**'],
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
      ...[
        `${readAttribute} > ${words}`,
        `${readAttribute} > JSXExpressionContainer > ${words}`,
        `${readAttribute} > JSXExpressionContainer > ${choice} > ${words}`,
        `${readAttribute} > JSXExpressionContainer > ${choice} > ${choice} > ${words}`,
        `${readProperty} > ${words}`,
        // A text that stands alone between tags is seen by react/jsx-no-literals.
        `${child} > ${choice} > ${words}`,
        `${child} > ${choice} > ${choice} > ${words}`,
        `VariableDeclarator > ${sentence}`,
        `VariableDeclarator > ${choice} > ${sentence}`,
      ].map(selector => ({
        selector,
        message: 'Use a text of the translations: t(…)',
      })),
    ],
  },
};

module.exports = { ...config, overrides: [...config.overrides, texts] };
