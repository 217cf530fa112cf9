/** The app that `cdk synth` runs in the bench: the same stack as the portal's. */
import { App } from 'aws-cdk-lib';
import { DatabaseStack } from '../src';
import { sampleRequest } from './sampleRequest';

const app = new App();
new DatabaseStack(app, 'goal-mandala-prd-database', sampleRequest);
app.synth();
