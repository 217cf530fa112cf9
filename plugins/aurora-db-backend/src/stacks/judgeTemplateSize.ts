import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { PreflightResult } from '../ports/PreflightResult';

/** Bytes of an inline template. Source: CloudFormation quotas. */
const limit = 51_200;

/** Whether CloudFormation takes a template inline. */
export function judgeTemplateSize(template: string): PreflightResult {
  const bytes = Buffer.byteLength(template);
  const ok = bytes <= limit;
  return {
    check: 'template',
    ok,
    message: createMessage(
      ok ? 'preflight.template' : 'preflight.templateTooLarge',
      { bytes, limit },
    ),
  };
}
