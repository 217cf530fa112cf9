import { caBundleUrl } from './caBundleUrl';

describe('caBundleUrl', () => {
  it.each([
    [
      'ap-northeast-1',
      'https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem',
    ],
    [
      'us-gov-east-1',
      'https://truststore.pki.us-gov-west-1.rds.amazonaws.com/global/global-bundle.pem',
    ],
    [
      'cn-northwest-1',
      'https://rds-truststore.s3.cn-north-1.amazonaws.com.cn/global/global-bundle.pem',
    ],
  ])('matches the partition of %s', (region, url) => {
    expect(caBundleUrl(region)).toBe(url);
  });
});
