/**
 * Returns the URL of the certificate authorities of a region's databases. Source:
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.SSL.html and its pages
 * for GovCloud and China.
 *
 * @public
 */
export function caBundleUrl(region: string): string {
  return `${trustStoreOf(region)}/global/global-bundle.pem`;
}

function trustStoreOf(region: string): string {
  if (region.startsWith('us-gov-')) {
    return 'https://truststore.pki.us-gov-west-1.rds.amazonaws.com';
  }
  if (region.startsWith('cn-')) {
    return 'https://rds-truststore.s3.cn-north-1.amazonaws.com.cn';
  }
  return 'https://truststore.pki.rds.amazonaws.com';
}
