/**
 * The app that `cdk synth` runs in the benchmark: the portal's stack for the request in
 * SYNTH_REQUEST.
 */
import { synthRequestSchema } from '@aurora-db/backstage-plugin-aurora-db-common';
import { App } from 'aws-cdk-lib';
import { DatabaseStack } from '../src';

const app = new App();
const request = JSON.parse(process.env.SYNTH_REQUEST ?? '{}');
new DatabaseStack(app, 'bench', synthRequestSchema.parse(request));
app.synth();
