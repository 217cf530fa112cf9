/** Bytes of an inline template. Source: CloudFormation quotas. */
const limit = 51_200;

/** The bytes of a template, and whether CloudFormation takes it inline. */
export function templateSize(template: string): {
  bytes: number;
  limit: number;
  fits: boolean;
} {
  const bytes = Buffer.byteLength(template);
  return { bytes, limit, fits: bytes <= limit };
}
