import { alarmInputs } from '../cloudwatch/operations/alarmInputs';
import { createEcrService } from '../ecr/createEcrService';
import { createKmsService } from '../kms/createKmsService';
import { createLogsService } from '../logs/createLogsService';
import { tagsInput } from '../rds/Tag';
import { createSnsService } from '../sns/createSnsService';
import { createSsmService } from '../ssm/createSsmService';
import { openService } from '../testing/openService';

const key = (Key: string) => ({ Key, Value: '1' });
const tagKey = (TagKey: string) => ({ TagKey, TagValue: '1' });
const parameter = { Name: 'p', Value: 'v', Type: 'String' };

describe('tags', () => {
  it.each([
    ['KMS', createKmsService, 'CreateKey', {}, 'Tags', 'TagKey'],
    ['SNS', createSnsService, 'CreateTopic', { Name: 't' }, 'Tags', 'Key'],
    ['SSM', createSsmService, 'PutParameter', parameter, 'Tags', 'Key'],
    [
      'ECR',
      createEcrService,
      'CreateRepository',
      { repositoryName: 'repository' },
      'tags',
      'Key',
    ],
  ])(
    'of %s have each key once, and none of AWS',
    async (_, create, operation, input, member, name) => {
      const tag = (one: string) => (name === 'Key' ? key(one) : tagKey(one));
      const service = await openService(create);
      for (const keys of [['a', 'a'], ['aws:a'], ['AWS:a']]) {
        await expect(
          service.call(operation, { ...input, [member]: keys.map(tag) }),
        ).rejects.toThrow(/each key once|Duplicated keys|begin with 'aws:'/);
      }
      await expect(
        service.call(operation, {
          ...input,
          [member]: ['a', 'b', 'aws:cloudformation:stack-name'].map(tag),
        }),
      ).resolves.toBeDefined();
      await service.close();
    },
  );

  it('of a log group have no key of AWS', async () => {
    const logs = await openService(createLogsService);
    await expect(
      logs.call('CreateLogGroup', {
        logGroupName: 'g',
        tags: { 'aws:a': '1' },
      }),
    ).rejects.toThrow("must not begin with 'aws:'");
    await logs.close();
  });

  it.each([
    ['alarms', alarmInputs.PutMetricAlarm.shape.Tags],
    ['databases', tagsInput],
  ])('of %s have each key once, and none of AWS', (_, schema) => {
    expect(schema.safeParse([key('a'), key('a')]).success).toBe(false);
    expect(schema.safeParse([key('aws:a')]).success).toBe(false);
    expect(schema.safeParse([key('a'), key('b')]).success).toBe(true);
  });
});
