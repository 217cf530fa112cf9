import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import { templateSize } from '../stacks/templateSize';
import type { PreflightCheck, PreflightFinding } from './PreflightCheck';
import type { TemplateSubject } from './preflightSubjects';

/** Whether CloudFormation takes the template inline. */
export class TemplateSizeCheck implements PreflightCheck<TemplateSubject> {
  readonly name = 'template';

  async run({ template }: TemplateSubject): Promise<PreflightFinding[]> {
    const { fits, ...size } = templateSize(template);
    return [
      {
        ok: fits,
        message: createMessage(
          fits ? 'preflight.template' : 'preflight.templateTooLarge',
          size,
        ),
      },
    ];
  }
}
