const shared = require('../../.eslint-rules');

module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  ...shared,
  rules: {
    ...shared.rules,
    // A construct is added to its scope by making it: CDK's own idiom.
    'no-new': 'off',
    // Assertions of aws-cdk-lib/assertions, on whatever the template is called.
    'jest/expect-expect': [
      'warn',
      {
        assertFunctionNames: [
          'expect',
          '**.hasResource',
          '**.hasResourceProperties',
          '**.resourceCountIs',
          '*.hasResource',
          '*.hasResourceProperties',
          '*.resourceCountIs',
          '*.allResourcesProperties',
          'Template.*.hasResourceProperties',
          'templateOf.hasResourceProperties',
          'templateOf.resourceCountIs',
        ],
      },
    ],
  },
});
