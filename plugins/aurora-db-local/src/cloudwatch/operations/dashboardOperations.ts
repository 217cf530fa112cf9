import { z } from 'zod';
import { listInput } from '../../service/inputs';
import { paginate } from '../../service/paginate';
import {
  AwsError,
  type Collection,
  type Operation,
  type RequestContext,
  type Scope,
} from '../../service/AwsService';
import { defineOperation } from '../../service/defineOperation';
import type { Clock } from '../Clock';
import { tagListInput } from './metricInputs';

export const dashboardSchema = z.object({
  name: z.string(),
  body: z.string(),
  lastModified: z.number(),
  tags: z.record(z.string(), z.string()).default({}),
});

export type Dashboard = z.infer<typeof dashboardSchema>;

const nameSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9_-]{1,255}$/,
    'The value must be 1 to 255 letters, digits, hyphens or underscores.',
  );

const inputs = {
  PutDashboard: z.strictObject({
    DashboardName: nameSchema,
    DashboardBody: z.string(),
    Tags: tagListInput.default([]),
  }),
  GetDashboard: z.strictObject({ DashboardName: z.string() }),
  ListDashboards: z.strictObject({
    DashboardNamePrefix: z.string().default(''),
    NextToken: z.string().optional(),
  }),
  DeleteDashboards: z.strictObject({ DashboardNames: listInput(z.string()) }),
};

/** The structure of a dashboard's body that AWS validates. */
const bodySchema = z.looseObject({
  start: z.string().optional(),
  end: z.string().optional(),
  periodOverride: z.enum(['auto', 'inherit']).optional(),
  variables: z.array(z.unknown()).optional(),
  widgets: z.array(
    z.looseObject({
      type: z.enum(['alarm', 'custom', 'explorer', 'log', 'metric', 'text']),
      x: z.int().min(0).max(23).optional(),
      y: z.int().min(0).optional(),
      width: z.int().min(1).max(24).optional(),
      height: z.int().min(1).max(1000).optional(),
      properties: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
});

interface ValidationMessage {
  DataPath: string;
  Message: string;
}

/** Operations on dashboards. */
export function dashboardOperations(
  dashboards: Collection<Dashboard>,
  clock: Clock,
): Record<string, Operation> {
  const find = (context: RequestContext, name: string): Dashboard => {
    const dashboard = dashboards.get(dashboardScope(context), name);
    if (!dashboard) {
      throw new AwsError(
        'ResourceNotFound',
        `Dashboard ${name} does not exist`,
        404,
      );
    }
    return dashboard;
  };

  return {
    PutDashboard: defineOperation(
      inputs.PutDashboard,
      async ({ DashboardName, DashboardBody, Tags }, context) => {
        const messages = validateBody(DashboardBody);
        const scope = dashboardScope(context);
        const before = dashboards.get(scope, DashboardName);
        await dashboards.put(scope, DashboardName, {
          name: DashboardName,
          body: DashboardBody,
          lastModified: clock(),
          // Tags are for new dashboards; TagResource changes those of others.
          tags:
            before?.tags ??
            Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])),
        });
        return { DashboardValidationMessages: messages };
      },
    ),

    GetDashboard: defineOperation(
      inputs.GetDashboard,
      async ({ DashboardName }, context) => {
        const { name, body } = find(context, DashboardName);
        return {
          DashboardArn: arnOf(context, name),
          DashboardName: name,
          DashboardBody: body,
        };
      },
    ),

    ListDashboards: defineOperation(
      inputs.ListDashboards,
      async ({ DashboardNamePrefix, NextToken }, context) => {
        const matching = dashboards
          .list(dashboardScope(context))
          .filter(({ name }) => name.startsWith(DashboardNamePrefix))
          .sort((a, b) => (a.name < b.name ? -1 : 1));
        const page = paginate(matching, {
          maxItems: 1000,
          token: NextToken,
          invalidTokenCode: 'InvalidParameterValue',
        });
        return {
          DashboardEntries: page.items.map(({ name, body, lastModified }) => ({
            DashboardName: name,
            DashboardArn: arnOf(context, name),
            LastModified: new Date(lastModified),
            Size: Buffer.byteLength(body),
          })),
          NextToken: page.nextToken,
        };
      },
    ),

    DeleteDashboards: defineOperation(
      inputs.DeleteDashboards,
      async ({ DashboardNames }, context) => {
        // All or none, as in AWS.
        const found = DashboardNames.map(name => find(context, name));
        await Promise.all(
          found.map(({ name }) =>
            dashboards.delete(dashboardScope(context), name),
          ),
        );
        return {};
      },
    ),
  };
}

/** An account has the same dashboards in all regions. */
export function dashboardScope({ accountId }: Scope): Scope {
  return { accountId, region: 'global' };
}

function arnOf({ accountId }: Scope, name: string): string {
  return `arn:aws:cloudwatch::${accountId}:dashboard/${name}`;
}

/**
 * Throws AWS's error for an invalid body. Returns warnings for members that AWS does not have: they
 * are kept and show nothing.
 */
function validateBody(body: string): ValidationMessage[] {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw new AwsError(
      'InvalidParameterInput',
      'The field DashboardBody must be a valid JSON object',
    );
  }
  const parsed = bodySchema.safeParse(json);
  if (!parsed.success) {
    const messages = parsed.error.issues.map(
      ({ path, message }) => `/${path.map(String).join('/')}: ${message}`,
    );
    throw new AwsError(
      'InvalidParameterInput',
      `The dashboard body is invalid, there are ${messages.length} validation errors: ${messages.join('; ')}`,
    );
  }
  const { widgets, ...others } = parsed.data;
  return [
    ...unknownMembers(others, Object.keys(bodySchema.shape), ''),
    ...widgets.flatMap((widget, index) =>
      unknownMembers(
        widget,
        Object.keys(bodySchema.shape.widgets.element.shape),
        `/widgets/${index}`,
      ),
    ),
  ];
}

function unknownMembers(
  value: object,
  known: readonly string[],
  path: string,
): ValidationMessage[] {
  return Object.keys(value)
    .filter(name => !known.includes(name))
    .map(name => ({
      DataPath: `${path}/${name}`,
      Message: `A dashboard has no member ${name} here. Known members: ${known.join(', ')}`,
    }));
}
