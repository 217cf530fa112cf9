import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  environmentProfiles,
  masterPasswordKinds,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { CfnDBCluster } from 'aws-cdk-lib/aws-rds';
import { AwsSolutionsChecks } from 'cdk-nag';
import { z } from 'zod';
import { DatabaseNetworkStack } from './DatabaseNetworkStack';
import { DatabaseStack } from './DatabaseStack';
import { sampleRequest } from '../synth/sampleRequest';
import { synthContext } from '../synth/synthContext';
import { sampleOrigins } from '../testing/sampleOrigins';
import { exportedNetwork } from '../testing/sampleTemplates';

const reportSchema = z.object({
  pluginReports: z.array(
    z.object({
      pluginName: z.string(),
      violations: z.array(
        z.object({
          ruleName: z.string(),
          description: z.string(),
          violatingConstructs: z.array(
            z.object({ constructPath: z.string().optional() }),
          ),
        }),
      ),
    }),
  ),
});

/** Findings of CDK's own validator and of cdk-nag's AwsSolutions for the stacks of an app. */
function findings(
  context: Record<string, unknown>,
  addStacks: (app: App) => void,
) {
  const outdir = mkdtempSync(join(tmpdir(), 'aurora-db-nag-'));
  // CDK also prints the report to the console.
  const console_ = jest.spyOn(console, 'error').mockReturnValue();
  try {
    const app = new App({ analyticsReporting: false, outdir, context });
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    addStacks(app);
    try {
      app.synth();
    } catch (error) {
      // Findings make the synthesis fail. The report names them.
      if (!String(error).includes('ValidationFailed')) {
        throw error;
      }
    }
    const report = readFileSync(join(outdir, 'validation-report.json'), 'utf8');
    return reportSchema
      .parse(JSON.parse(report))
      .pluginReports.flatMap(({ pluginName, violations }) =>
        violations.map(violation => ({ pluginName, ...violation })),
      );
  } finally {
    console_.mockRestore();
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** Every kind of stack that this package creates. */
function addAllStacks(app: App) {
  for (const environment of environmentProfiles) {
    const request = sampleRequest(environment);
    const { accountId, region } = request;
    for (const network of [request.network, exportedNetwork]) {
      for (const protect of new Set([request.protect, false])) {
        const kind = `${'vpcId' in network ? 'ids' : 'exports'}-${protect}`;
        new DatabaseStack(app, `Database-${environment}-${kind}`, {
          ...request,
          name: `db-${kind}`,
          network,
          protect,
          alarmTopicArn: `arn:aws:sns:${region}:${accountId}:on-call`,
        });
      }
    }
    for (const masterPassword of masterPasswordKinds) {
      new DatabaseStack(app, `Database-${environment}-${masterPassword}`, {
        ...request,
        name: `db-${masterPassword}`,
        masterPassword,
        masterSecretForFunctions: true,
        logStatement: 'none',
        logParameterValues: true,
        permissionsBoundaryArn: `arn:aws:iam::${accountId}:policy/boundary`,
      });
      for (const [kind, restoreFrom] of Object.entries(sampleOrigins)) {
        const name = `db-${kind.toLowerCase()}-${masterPassword}`;
        new DatabaseStack(app, `Database-${environment}-${name}`, {
          ...request,
          name,
          masterPassword,
          restoreFrom,
        });
      }
    }
    new DatabaseNetworkStack(app, `Network-${environment}`, {
      environment,
      accountId,
      region,
      network: request.network,
      clientCidrs: ['10.0.0.0/16'],
    });
  }
}

test.each([
  ['the portal’s feature flags', synthContext],
  ['a plain app’s feature flags', {}],
])(
  'cdk-nag and CDK’s validator find nothing without an acknowledgment and its reason (%s)',
  (_, context) => {
    expect(findings(context, addAllStacks)).toEqual([]);
  },
  120_000,
);

test('both report findings of a bad template', () => {
  const found = findings({}, app => {
    const stack = new Stack(app, 'Bad');
    new CfnDBCluster(stack, 'Open', {
      engine: 'aurora-postgresql',
      storageEncrypted: false,
      backupRetentionPeriod: 99,
      masterUserPassword: 'in clear',
    });
  });
  expect(new Set(found.map(({ pluginName }) => pluginName))).toEqual(
    new Set(['AwsSolutions', 'CloudFormation Validate']),
  );
}, 180_000);
