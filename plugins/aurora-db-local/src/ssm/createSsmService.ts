import type { AwsService, ServiceEnvironment } from '../service/AwsService';
import { labelOperations } from './labelOperations';
import { listingOperations } from './listingOperations';
import { parameterOperations } from './parameterOperations';
import { parameterRecordSchema } from './ParameterRecord';
import { Parameters } from './Parameters';
import { tagOperations } from './tagOperations';

/** Systems Manager, of which only Parameter Store is here. */
export async function createSsmService({
  store,
  services,
}: Pick<ServiceEnvironment, 'store' | 'services'>): Promise<AwsService> {
  const parameters = new Parameters(
    await store.collection('ssm-parameters', parameterRecordSchema),
  );
  return {
    signingName: 'ssm',
    operations: {
      ...parameterOperations(parameters, services),
      ...listingOperations(parameters),
      ...labelOperations(parameters),
      ...tagOperations(parameters),
    },
    reset: () => parameters.clear(),
  };
}
