import { z } from 'zod';
import {
  AwsError,
  type RequestContext,
  type ServiceCaller,
} from '../../service/AwsService';
import { validationError } from '../validationError';
import type { TemplateInput } from './stackInputs';

/**
 * Most bytes of a template in a request, and of one in S3. Source:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
const BODY_LIMIT = 51_200;
const OBJECT_LIMIT = 1_048_576;

const objectSchema = z.object({ Body: z.instanceof(Uint8Array) });

/** Returns the text of a request's template, which may be in the local S3. */
export async function readTemplate(
  services: ServiceCaller,
  context: RequestContext,
  { TemplateBody, TemplateURL }: TemplateInput,
): Promise<string> {
  if (TemplateBody !== undefined && TemplateURL !== undefined) {
    throw validationError(
      'You cannot specify both Template URL and Template Body.',
    );
  }
  if (TemplateURL !== undefined) {
    return readObject(services, context, TemplateURL);
  }
  if (TemplateBody === undefined) {
    throw validationError(
      'Either Template URL or Template Body must be specified.',
    );
  }
  if (Buffer.byteLength(TemplateBody) > BODY_LIMIT) {
    const shown = `${TemplateBody.slice(0, 200)}…`;
    throw validationError(
      `1 validation error detected: Value '${shown}' at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${BODY_LIMIT}`,
    );
  }
  return TemplateBody;
}

async function readObject(
  services: ServiceCaller,
  context: RequestContext,
  url: string,
): Promise<string> {
  const object = s3Object(url);
  if (!object) {
    throw validationError(
      `TemplateURL must be a supported URL. ${url} is not the address of an object in S3, such as https://bucket.s3.ap-northeast-1.amazonaws.com/template.yaml.`,
    );
  }
  try {
    const { Body } = objectSchema.parse(
      await services.call('s3', 'GetObject', object, context),
    );
    if (Body.byteLength > OBJECT_LIMIT) {
      throw validationError(
        `Template may not exceed ${OBJECT_LIMIT} bytes in size.`,
      );
    }
    return Buffer.from(Body).toString('utf8');
  } catch (error) {
    if (error instanceof AwsError && error.code !== 'ValidationError') {
      throw validationError(`S3 error: ${error.message} (${url})`);
    }
    throw error;
  }
}

/**
 * The bucket and key of an address: `https://bucket.s3.region.amazonaws.com/key`, or with the
 * bucket in the path, as this endpoint's address `http://127.0.0.1:4570/bucket/key`.
 */
function s3Object(url: string): { Bucket: string; Key: string } | undefined {
  if (!URL.canParse(url)) {
    return undefined;
  }
  const { protocol, hostname, pathname } = new URL(url);
  const path = decodeURIComponent(pathname.slice(1));
  const [, virtual] =
    /^(.+)\.s3(?:[.-][a-z0-9-]+)*\.amazonaws\.com$/.exec(hostname) ??
    /^(.+)\.(?:s3\.)?localhost$/.exec(hostname) ??
    [];
  if (!/^https?:$/.test(protocol) || path === '') {
    return undefined;
  }
  if (virtual !== undefined) {
    return { Bucket: virtual, Key: path };
  }
  const isPathStyle =
    /^s3(?:[.-][a-z0-9-]+)*\.amazonaws\.com$/.test(hostname) ||
    /^(localhost|\[::1\]|127(\.\d+){3})$/.test(hostname);
  const slash = path.indexOf('/');
  return isPathStyle && slash > 0 && slash < path.length - 1
    ? { Bucket: path.slice(0, slash), Key: path.slice(slash + 1) }
    : undefined;
}
