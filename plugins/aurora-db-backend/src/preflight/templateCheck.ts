import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import { templateSize } from '../stacks/templateSize';
import type { PreflightCheck } from './PreflightCheck';
import type { TemplateSubject } from './preflightSubjects';

/** Whether CloudFormation accepts the template inline. */
export const templateCheck: PreflightCheck<TemplateSubject> = {
  name: 'template',
  async run({ template }) {
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
  },
};
