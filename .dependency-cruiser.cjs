/** The layers as lint errors. Names of folders are regular expressions. */
const backend = '^plugins/aurora-db-backend/src';
/** Folders of the backend, from the top down. Each imports only from folders below its own. */
const floors = [
  ['wiring'],
  ['router', 'actions', 'actionsRegistry', 'catalog'],
  ['schema'],
  ['backups'],
  ['deploy', 'readiness'],
  ['preflight'],
  ['health'],
  ['insight', 'log'],
  ['operations'],
  ['stacks'],
  ['access'],
  ['database'],
  ['readings'],
  ['aws', 'scm'],
  ['config'],
  ['ports'],
];
/** Tests and what only they use. */
const tests = '(\\.test\\.tsx?$|/testing/|/conformance/)';
const packages = name => `^plugins/aurora-db-${name}/`;

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Two files that need each other are one file, or hide a third.',
      severity: 'error',
      from: {},
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-aws-imports-the-aws-sdk',
      comment:
        'Services talk to AWS through ports in our own words; aws/ holds the adapters.',
      severity: 'error',
      from: {
        path: `${backend}/`,
        pathNot: [`${backend}/aws/`, tests],
      },
      to: {
        path: ['node_modules/@aws-sdk/', 'node_modules/@smithy/', '^@aws-sdk/'],
      },
    },
    ...floors.map((floor, index) => ({
      name: `backend-${floor.join('-')}-imports-only-what-is-below`,
      comment: `Floors of the backend, from the top: ${floors.map(names => names.join(' ')).join(' → ')}`,
      severity: 'error',
      from: { path: `${backend}/(${floor.join('|')})/`, pathNot: tests },
      to: {
        path: `${backend}/([^/]+\\.ts$|(${floors
          .slice(0, index + 1)
          .flat()
          .join('|')})/)`,
        pathNot: `${backend}/$1/`,
      },
    })),
    {
      name: 'only-wiring-imports-adapters',
      comment:
        'Other folders know the ports; the wiring gives them the adapters.',
      severity: 'error',
      from: {
        path: `${backend}/`,
        pathNot: [
          `${backend}/(aws|scm|wiring)/`,
          // The action that checks repositories is registered by the module.
          `${backend}/scaffolderModule\\.ts$`,
          tests,
        ],
      },
      to: { path: `${backend}/(aws|scm)/` },
    },
    {
      name: 'no-product-code-imports-test-helpers',
      severity: 'error',
      from: { path: '^plugins/[^/]+/src/', pathNot: tests },
      to: { path: '/testing/' },
    },
    {
      name: 'iam-knows-the-contract-only',
      comment: 'The tables of IAM policies describe the backend from outside.',
      severity: 'error',
      from: { path: `${backend}/iam/`, pathNot: tests },
      to: { path: `${backend}/`, pathNot: `${backend}/iam/` },
    },
    {
      name: 'only-readiness-knows-iam',
      comment:
        'The checks of an environment ask IAM about each statement of the tables.',
      severity: 'error',
      from: { path: `${backend}/`, pathNot: `${backend}/(iam|readiness)/` },
      to: { path: `${backend}/iam/` },
    },
    {
      name: 'common-is-isomorphic',
      comment:
        'The contract runs in browsers and in Node: no SDK, CDK, React or Node modules.',
      severity: 'error',
      from: { path: `${packages('common')}src/`, pathNot: tests },
      to: {
        path: [
          'node_modules/(@aws-sdk|@smithy|aws-cdk-lib|constructs|react|express)/',
        ],
      },
    },
    {
      name: 'common-uses-no-node-modules',
      severity: 'error',
      from: { path: `${packages('common')}src/`, pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'cdk-knows-no-backstage',
      comment:
        'The constructs serve plain CDK apps too; the contract is all that they share with the portal.',
      severity: 'error',
      from: { path: `${packages('cdk')}src/` },
      to: {
        path: [
          'node_modules/@backstage/',
          packages('(backend|frontend|local)'),
        ],
      },
    },
    {
      name: 'local-stands-alone',
      comment:
        'aurora-db-local imitates AWS, not our idea of it: it depends on none of the other packages.',
      severity: 'error',
      from: { path: `${packages('local')}src/` },
      to: { path: packages('(common|cdk|backend|frontend)') },
    },
    {
      name: 'local-runs-without-the-aws-sdk',
      severity: 'error',
      from: {
        path: `${packages('local')}src/`,
        pathNot: tests,
      },
      to: { path: 'node_modules/@aws-sdk/' },
    },
    {
      name: 'frontend-knows-the-contract-only',
      severity: 'error',
      from: { path: `${packages('frontend')}src/` },
      to: { path: packages('(backend|cdk|local)') },
    },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|dist-types|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
