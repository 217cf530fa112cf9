import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { PreflightResult } from '../ports/PreflightResult';

/** Maximum size of an inline template, in bytes. Source: CloudFormation quotas. */
const limit = 51_200;

/** Whether CloudFormation accepts a template inline. */
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
