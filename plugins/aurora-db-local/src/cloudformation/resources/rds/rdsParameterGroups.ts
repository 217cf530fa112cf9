import { z } from 'zod';
import type { ResourceRequest, ResourceType } from '../ResourceType';
import { updateRdsTags } from './rdsTags';
import { createOrAdopt, whenMissing } from '../whenMissing';

/** Maximum number of parameters per ModifyDB…ParameterGroup call. */
const PARAMETERS_PER_CALL = 20;

const pageSchema = z.object({
  Parameters: z
    .array(
      z.object({ ParameterName: z.string(), ApplyType: z.string().optional() }),
    )
    .default([]),
  Marker: z.string().optional(),
});

interface Kind {
  type: string;
  /** As in `CreateDBClusterParameterGroup`. */
  operationName: string;
  nameMember: string;
  arnKind: string;
  parameters: string;
}

const parametersSchema = z.record(z.string(), z.coerce.string()).default({});

/** When a change of each parameter of the group applies, by its name. */
async function applyTypes(
  request: ResourceRequest,
  kind: Kind,
): Promise<Map<string, string | undefined>> {
  const types = new Map<string, string | undefined>();
  let Marker: string | undefined;
  do {
    const page = pageSchema.parse(
      await request.call(`Describe${kind.parameters}`, {
        [kind.nameMember]: request.name,
        Marker,
      }),
    );
    for (const { ParameterName, ApplyType } of page.Parameters) {
      types.set(ParameterName, ApplyType);
    }
    Marker = page.Marker;
  } while (Marker);
  return types;
}

async function apply(request: ResourceRequest, kind: Kind): Promise<void> {
  const wanted = parametersSchema.parse(request.properties.Parameters);
  // In a rollback, these are the parameters that made the update fail.
  const previous = parametersSchema
    .catch({})
    .parse(request.previousProperties.Parameters);
  const changed = Object.keys(wanted).filter(
    name => wanted[name] !== previous[name],
  );
  const dropped = Object.keys(previous).filter(
    name => !Object.hasOwn(wanted, name),
  );
  if (changed.length === 0 && dropped.length === 0) {
    return;
  }
  const types = await applyTypes(request, kind);
  const method = (name: string) =>
    types.get(name) === 'static' ? 'pending-reboot' : 'immediate';
  for (let start = 0; start < changed.length; start += PARAMETERS_PER_CALL) {
    const names = changed.slice(start, start + PARAMETERS_PER_CALL);
    await request.call(`Modify${kind.operationName}`, {
      [kind.nameMember]: request.name,
      Parameters: names.map(name => ({
        ParameterName: name,
        ParameterValue: wanted[name],
        ApplyMethod: method(name),
      })),
    });
  }
  const present = dropped.filter(name => types.has(name));
  if (present.length > 0) {
    await request.call(`Reset${kind.operationName}`, {
      [kind.nameMember]: request.name,
      ResetAllParameters: false,
      Parameters: present.map(name => ({
        ParameterName: name,
        ApplyMethod: method(name),
      })),
    });
  }
}

function parameterGroup(kind: Kind): ResourceType {
  return {
    type: kind.type,
    service: 'rds',
    name: { property: kind.nameMember, maxLength: 255, lowerCase: true },
    createOnly: [kind.nameMember, 'Description', 'Family'],
    required: ['Description', 'Family'],
    properties: {
      implemented: ['Description', 'Family', 'Parameters', kind.nameMember],
    },
    attributes: [],
    taggable: true,
    async exists(request) {
      const found = await whenMissing(
        request.call(`Describe${kind.operationName}s`, {
          [kind.nameMember]: request.name,
        }),
        undefined,
      );
      return found !== undefined;
    },
    async create(request) {
      const { properties, name, tags } = request;
      await createOrAdopt(
        request.call(`Create${kind.operationName}`, {
          [kind.nameMember]: name,
          DBParameterGroupFamily: properties.Family,
          Description: properties.Description,
          Tags: tags,
        }),
        request.resumed,
      );
      await request.initiated(name);
      await apply(request, kind);
      return { physicalId: name, attributes: {} };
    },
    async update(request) {
      await apply(request, kind);
      await updateRdsTags(request, kind.arnKind, request.physicalId);
      return { physicalId: request.physicalId, attributes: {} };
    },
    async delete(request) {
      await whenMissing(
        request.call(`Delete${kind.operationName}`, {
          [kind.nameMember]: request.physicalId,
        }),
        undefined,
      );
    },
  };
}

export const rdsParameterGroups: readonly ResourceType[] = [
  parameterGroup({
    type: 'AWS::RDS::DBClusterParameterGroup',
    operationName: 'DBClusterParameterGroup',
    nameMember: 'DBClusterParameterGroupName',
    arnKind: 'cluster-pg',
    parameters: 'DBClusterParameters',
  }),
  parameterGroup({
    type: 'AWS::RDS::DBParameterGroup',
    operationName: 'DBParameterGroup',
    nameMember: 'DBParameterGroupName',
    arnKind: 'pg',
    parameters: 'DBParameters',
  }),
];
