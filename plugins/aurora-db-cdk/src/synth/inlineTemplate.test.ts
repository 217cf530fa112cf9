import {
  Annotations,
  App,
  CfnOutput,
  LegacyStackSynthesizer,
  Stack,
} from 'aws-cdk-lib';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { inlineTemplate } from './inlineTemplate';
import { withoutTemplateValidator } from './withoutTemplateValidator';

function artifactOf(build: (stack: Stack) => void) {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Orders', {
    synthesizer: new LegacyStackSynthesizer(),
  });
  build(stack);
  return withoutTemplateValidator(() => app.synth()).getStackArtifact(
    stack.artifactId,
  );
}

test('a template without assets is JSON without white space', () => {
  expect(
    inlineTemplate(
      artifactOf(stack => new CfnOutput(stack, 'Port', { value: '5432' })),
    ),
  ).toBe('{"Outputs":{"Port":{"Value":"5432"}}}');
});

test('a template with assets is refused, because the account may have no bucket for them', () => {
  const artifact = artifactOf(
    stack => new Asset(stack, 'Function', { path: __filename }),
  );
  expect(() => inlineTemplate(artifact)).toThrow(
    "The template of Orders needs 1 assets, which an account without CDK bootstrap can't take. Leave out the constructs that upload files, such as Lambda functions.",
  );
});

test('an error that a construct reported is not lost', () => {
  const artifact = artifactOf(stack =>
    Annotations.of(stack).addError('two writers'),
  );
  expect(() => inlineTemplate(artifact)).toThrow(
    'The template of Orders is wrong: /Orders: two writers',
  );
});

test('a template over CloudFormation’s limit is refused with its size', () => {
  const artifact = artifactOf(
    stack => new CfnOutput(stack, 'Long', { value: 'ä'.repeat(30_000) }),
  );
  expect(() => inlineTemplate(artifact)).toThrow(
    'The template of Orders has 60033 bytes, but CloudFormation takes at most 51200 inline.',
  );
});
