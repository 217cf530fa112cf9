import { createKmsService } from '../kms/createKmsService';
import { openService } from '../testing/openService';

describe('an input', () => {
  let kms: Awaited<ReturnType<typeof openService>>;
  beforeAll(async () => {
    kms = await openService(createKmsService);
  });
  afterAll(() => kms.close());

  it('with a member that the service does not have is refused by name', async () => {
    await expect(kms.call('CreateKey', { Colour: 'red' })).rejects.toThrow(
      'Colour: aurora-db-local does not know this member',
    );
  });

  it('with a member that is not implemented is refused by name, with the reason', async () => {
    await expect(kms.call('CreateKey', { XksKeyId: 'key' })).rejects.toThrow(
      'XksKeyId: aurora-db-local does not take this member. There are no key stores.',
    );
  });

  it.each([false, 'false'])(
    'with %j for a member that is not implemented is accepted',
    async MultiRegion => {
      await expect(
        kms.call('CreateKey', { MultiRegion }),
      ).resolves.toHaveProperty('KeyMetadata.MultiRegion', false);
    },
  );
});
