import { z } from 'zod';
import { pick, type ResourceType } from '../ResourceType';
import { updateRdsTags } from './rdsTags';
import { createOrAdopt, whenMissing, whenRefused } from '../whenMissing';

const sourcesSchema = z.array(z.string()).default([]);
const settable = ['Enabled', 'EventCategories', 'SnsTopicArn', 'SourceType'];

export const rdsEventSubscription: ResourceType = {
  type: 'AWS::RDS::EventSubscription',
  service: 'rds',
  name: { property: 'SubscriptionName', maxLength: 255, lowerCase: true },
  createOnly: ['SubscriptionName', 'SnsTopicArn'],
  required: ['SnsTopicArn'],
  properties: {
    implemented: [...settable, 'SourceIds', 'SubscriptionName'],
  },
  attributes: [],
  taggable: true,
  async exists(request) {
    const found = await whenMissing(
      request.call('DescribeEventSubscriptions', {
        SubscriptionName: request.name,
      }),
      undefined,
    );
    return found !== undefined;
  },
  async create(request) {
    const { properties, name, tags } = request;
    await createOrAdopt(
      request.call('CreateEventSubscription', {
        ...pick(properties, [...settable, 'SourceIds']),
        SubscriptionName: name,
        Tags: tags,
      }),
      request.resumed,
    );
    await request.initiated(name);
    return { physicalId: name, attributes: {} };
  },
  async update(request) {
    const { properties, previousProperties, physicalId } = request;
    await request.call('ModifyEventSubscription', {
      ...pick(properties, settable),
      SubscriptionName: physicalId,
    });
    const wanted = sourcesSchema.parse(properties.SourceIds);
    // In a rollback, these are the sources that made the update fail.
    const present = sourcesSchema.catch([]).parse(previousProperties.SourceIds);
    for (const SourceIdentifier of wanted.filter(id => !present.includes(id))) {
      await request.call('AddSourceIdentifierToSubscription', {
        SubscriptionName: physicalId,
        SourceIdentifier,
      });
    }
    for (const SourceIdentifier of present.filter(id => !wanted.includes(id))) {
      await whenRefused(
        request.call('RemoveSourceIdentifierFromSubscription', {
          SubscriptionName: physicalId,
          SourceIdentifier,
        }),
      );
    }
    await updateRdsTags(request, 'es', physicalId);
    return { physicalId, attributes: {} };
  },
  async delete(request) {
    await whenMissing(
      request.call('DeleteEventSubscription', {
        SubscriptionName: request.physicalId,
      }),
      undefined,
    );
  },
};
