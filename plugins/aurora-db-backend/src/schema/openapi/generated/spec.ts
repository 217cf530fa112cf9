// Generated from openapi.yaml by `yarn update-openapi`. Do not edit.
/** The REST API, as `openapi.yaml` describes it. */
export const spec = {
  openapi: '3.1.0',
  info: {
    title: 'aurora-db',
    version: '1',
    description:
      'Databases of Aurora DB for Backstage: plans, health, snapshots, restores and the release gate. Each operation needs the credentials of a user or a service, and checks its permission.',
    license: {
      name: 'Apache-2.0',
      url: 'http://www.apache.org/licenses/LICENSE-2.0.html',
    },
  },
  servers: [
    {
      url: '/',
    },
  ],
  paths: {
    '/environments': {
      get: {
        operationId: 'getEnvironments',
        summary:
          'The environments of the portal, and why one of them, or all, cannot be used',
        responses: {
          '200': {
            description: 'OK',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/EnvironmentList',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/environments/{name}/readiness': {
      parameters: [
        {
          $ref: '#/components/parameters/environment',
        },
      ],
      get: {
        operationId: 'getReadiness',
        summary: 'Whether the portal can work in an environment',
        responses: {
          '200': {
            description: 'OK',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/Readiness',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/repository-hosts': {
      get: {
        operationId: 'getRepositoryHosts',
        summary:
          'The hosts that the portal can publish to, and what prevents it',
        responses: {
          '200': {
            description: 'OK',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/RepositoryHostList',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/deploys/plan': {
      post: {
        operationId: 'planDeploy',
        summary: 'What a deploy of these form values would do. Changes nothing',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                $ref: '#/components/schemas/FormValues',
              },
            },
          },
        },
        responses: {
          '200': {
            description: 'OK',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/Plan',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/clusters': {
      get: {
        operationId: 'getClusters',
        summary: 'Every database that the caller can see',
        responses: {
          '200': {
            description: 'OK',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/ClusterList',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/clusters/{namespace}/{name}': {
      parameters: [
        {
          $ref: '#/components/parameters/namespace',
        },
        {
          $ref: '#/components/parameters/name',
        },
      ],
      get: {
        operationId: 'getCluster',
        summary: 'One database as RDS and its stack describe it now',
        responses: {
          '200': {
            description: 'OK',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/Cluster',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/clusters/{namespace}/{name}/health': {
      parameters: [
        {
          $ref: '#/components/parameters/namespace',
        },
        {
          $ref: '#/components/parameters/name',
        },
      ],
      get: {
        operationId: 'getHealth',
        'x-serialized': true,
        summary:
          'Severity, reasons, alarms and metrics over a range. Also 200 if AWS gives no answer',
        parameters: [
          {
            name: 'range',
            in: 'query',
            schema: {
              $ref: '#/components/schemas/HealthRange',
            },
          },
        ],
        responses: {
          '200': {
            description: 'OK',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/Health',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/clusters/{namespace}/{name}/snapshots': {
      parameters: [
        {
          $ref: '#/components/parameters/namespace',
        },
        {
          $ref: '#/components/parameters/name',
        },
      ],
      get: {
        operationId: 'getSnapshots',
        summary: 'The snapshots of the database, the newest first',
        responses: {
          '200': {
            description: 'OK',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/SnapshotList',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
      post: {
        operationId: 'createSnapshot',
        summary: 'Starts a manual snapshot',
        requestBody: {
          required: false,
          content: {
            'application/json': {
              schema: {
                $ref: '#/components/schemas/SnapshotRequest',
              },
            },
          },
        },
        responses: {
          '202': {
            description: 'AWS has started it',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/Snapshot',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/clusters/{namespace}/{name}/snapshots/{id}': {
      parameters: [
        {
          $ref: '#/components/parameters/namespace',
        },
        {
          $ref: '#/components/parameters/name',
        },
        {
          $ref: '#/components/parameters/id',
        },
      ],
      delete: {
        operationId: 'deleteSnapshot',
        summary: 'Deletes a manual snapshot of this database',
        responses: {
          '202': {
            description: 'AWS has started it',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/clusters/{namespace}/{name}/restores/plan': {
      parameters: [
        {
          $ref: '#/components/parameters/namespace',
        },
        {
          $ref: '#/components/parameters/name',
        },
      ],
      post: {
        operationId: 'planRestore',
        summary: 'What a restore into a new database would do. Changes nothing',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                $ref: '#/components/schemas/RestorePlanRequest',
              },
            },
          },
        },
        responses: {
          '200': {
            description: 'OK',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/Plan',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/clusters/{namespace}/{name}/restores': {
      parameters: [
        {
          $ref: '#/components/parameters/namespace',
        },
        {
          $ref: '#/components/parameters/name',
        },
      ],
      post: {
        operationId: 'startRestore',
        summary:
          'Starts a restore into a new database. Never changes the source',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                $ref: '#/components/schemas/RestoreRequest',
              },
            },
          },
        },
        responses: {
          '202': {
            description: 'AWS has started it',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/RestoreStarted',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/clusters/{namespace}/{name}/operations': {
      parameters: [
        {
          $ref: '#/components/parameters/namespace',
        },
        {
          $ref: '#/components/parameters/name',
        },
      ],
      get: {
        operationId: 'getOperations',
        summary:
          'Running operations, and those of the last 30 days, the newest first',
        responses: {
          '200': {
            description: 'OK',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/DatabaseOperationList',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/clusters/{namespace}/{name}/release-gate': {
      parameters: [
        {
          $ref: '#/components/parameters/namespace',
        },
        {
          $ref: '#/components/parameters/name',
        },
      ],
      get: {
        operationId: 'getReleaseGate',
        summary: 'Whether a release may go ahead. Also 200 if it may not',
        parameters: [
          {
            name: 'maxAgeMinutes',
            in: 'query',
            schema: {
              $ref: '#/components/schemas/MaxAgeMinutes',
            },
          },
        ],
        responses: {
          '200': {
            description: 'OK',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/ReleaseGate',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/clusters/{namespace}/{name}/load': {
      parameters: [
        {
          $ref: '#/components/parameters/namespace',
        },
        {
          $ref: '#/components/parameters/name',
        },
      ],
      get: {
        operationId: 'getLoad',
        summary:
          'Average active sessions over a range by wait and by statement, without values. Also 200 if there is no data',
        parameters: [
          {
            name: 'range',
            in: 'query',
            schema: {
              $ref: '#/components/schemas/HealthRange',
            },
          },
        ],
        responses: {
          '200': {
            description: 'OK',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/Load',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/clusters/{namespace}/{name}/load/statements/{statementId}': {
      parameters: [
        {
          $ref: '#/components/parameters/namespace',
        },
        {
          $ref: '#/components/parameters/name',
        },
        {
          $ref: '#/components/parameters/statementId',
        },
      ],
      get: {
        operationId: 'getStatementTexts',
        summary:
          'The full texts behind a statement of the load. They contain data. Audited',
        parameters: [
          {
            name: 'range',
            in: 'query',
            schema: {
              $ref: '#/components/schemas/HealthRange',
            },
          },
        ],
        responses: {
          '200': {
            description: 'OK',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/StatementTexts',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/clusters/{namespace}/{name}/log': {
      parameters: [
        {
          $ref: '#/components/parameters/namespace',
        },
        {
          $ref: '#/components/parameters/name',
        },
      ],
      get: {
        operationId: 'getLog',
        summary:
          'A page of the log with groups of errors, slow statements or all lines. It contains data. Audited. Also 200 if there is no log',
        parameters: [
          {
            name: 'kind',
            in: 'query',
            schema: {
              $ref: '#/components/schemas/LogQueryKind',
            },
          },
          {
            name: 'from',
            in: 'query',
            description: 'Default: an hour before the end',
            schema: {
              $ref: '#/components/schemas/LogTime',
            },
          },
          {
            name: 'to',
            in: 'query',
            description: 'Default: now',
            schema: {
              $ref: '#/components/schemas/LogTime',
            },
          },
          {
            name: 'search',
            in: 'query',
            description: 'Text that lines contain',
            schema: {
              $ref: '#/components/schemas/LogSearch',
            },
          },
          {
            name: 'next',
            in: 'query',
            description: 'The value of next in the page before',
            schema: {
              $ref: '#/components/schemas/LogNext',
            },
          },
        ],
        responses: {
          '200': {
            description: 'OK',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/LogPage',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
    '/clusters/{namespace}/{name}/events': {
      parameters: [
        {
          $ref: '#/components/parameters/namespace',
        },
        {
          $ref: '#/components/parameters/name',
        },
      ],
      get: {
        operationId: 'getEvents',
        summary:
          'The events that RDS reports about the database and its instances, the newest first',
        parameters: [
          {
            name: 'range',
            in: 'query',
            schema: {
              $ref: '#/components/schemas/EventRange',
            },
          },
        ],
        responses: {
          '200': {
            description: 'OK',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/DatabaseEventList',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/Error',
          },
        },
      },
    },
  },
  components: {
    securitySchemes: {
      JWT: {
        type: 'http',
        scheme: 'bearer',
        bearerFormat: 'JWT',
      },
    },
    parameters: {
      environment: {
        name: 'name',
        in: 'path',
        required: true,
        description: 'Name of the environment',
        schema: {
          $ref: '#/components/schemas/EnvironmentName',
        },
      },
      namespace: {
        name: 'namespace',
        in: 'path',
        required: true,
        description: "Namespace of the database's entity, a Resource",
        schema: {
          $ref: '#/components/schemas/EntityName',
        },
      },
      name: {
        name: 'name',
        in: 'path',
        required: true,
        description: "Name of the database's entity",
        schema: {
          $ref: '#/components/schemas/EntityName',
        },
      },
      id: {
        name: 'id',
        in: 'path',
        required: true,
        description: 'Identifier of the snapshot',
        schema: {
          $ref: '#/components/schemas/SnapshotId',
        },
      },
      statementId: {
        name: 'statementId',
        in: 'path',
        required: true,
        description:
          "Performance Insights' identifier of the tokenized statement",
        schema: {
          $ref: '#/components/schemas/StatementId',
        },
      },
    },
    responses: {
      Error: {
        description:
          '400 invalid input, 401 no credentials, 403 a missing permission, 404 unknown, 409 the state or a quota does not allow it, 503 AWS gives no answer or Aurora DB is not configured',
        content: {
          'application/json': {
            schema: {
              $ref: '#/components/schemas/ErrorBody',
            },
          },
        },
      },
    },
    schemas: {
      Cluster: {
        type: 'object',
        properties: {
          entityRef: {
            type: 'string',
          },
          environment: {
            $ref: '#/components/schemas/EnvironmentName',
          },
          environmentTitle: {
            type: 'string',
          },
          origin: {
            default: 'portal',
            type: 'string',
            enum: ['portal', 'existing'],
          },
          accountId: {
            type: 'string',
          },
          region: {
            type: 'string',
          },
          stackName: {
            type: 'string',
          },
          clusterIdentifier: {
            type: 'string',
          },
          arn: {
            type: 'string',
          },
          status: {
            type: 'string',
          },
          engineVersion: {
            type: 'string',
          },
          endpoint: {
            type: 'string',
          },
          readerEndpoint: {
            type: 'string',
          },
          port: {
            type: 'integer',
          },
          databaseName: {
            type: 'string',
          },
          masterUsername: {
            type: 'string',
          },
          secretArn: {
            type: 'string',
          },
          connectionSecretArn: {
            type: 'string',
          },
          capacity: {
            type: 'object',
            properties: {
              min: {
                type: 'number',
              },
              max: {
                type: 'number',
              },
              current: {
                type: 'number',
              },
            },
            required: ['min', 'max'],
          },
          instanceClasses: {
            type: 'array',
            items: {
              type: 'string',
            },
          },
          maxConnections: {
            type: 'object',
            properties: {
              configured: {
                type: 'number',
              },
              live: {
                type: 'number',
              },
              liveHighest: {
                type: 'number',
              },
              pendingReboot: {
                type: 'boolean',
              },
            },
            required: ['pendingReboot'],
          },
          members: {
            type: 'array',
            items: {
              type: 'object',
              properties: {
                id: {
                  type: 'string',
                },
                role: {
                  type: 'string',
                  enum: ['writer', 'reader'],
                },
                status: {
                  type: 'string',
                },
                availabilityZone: {
                  type: 'string',
                },
                instanceClass: {
                  type: 'string',
                },
              },
              required: ['id', 'role', 'status'],
            },
          },
          backup: {
            type: 'object',
            properties: {
              retentionDays: {
                type: 'integer',
              },
              window: {
                type: 'string',
              },
              earliestRestorableTime: {
                type: 'string',
                format: 'date-time',
              },
              latestRestorableTime: {
                type: 'string',
                format: 'date-time',
              },
            },
            required: ['retentionDays', 'window'],
          },
          deletionProtection: {
            type: 'boolean',
          },
          globalClusterIdentifier: {
            type: 'string',
          },
          restoredFrom: {
            type: 'string',
          },
        },
        required: [
          'entityRef',
          'environment',
          'clusterIdentifier',
          'status',
          'maxConnections',
          'members',
          'backup',
          'deletionProtection',
        ],
      },
      ClusterList: {
        type: 'object',
        properties: {
          items: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/ClusterSummary',
            },
          },
          unavailable: {
            type: 'array',
            items: {
              type: 'object',
              properties: {
                environment: {
                  type: 'string',
                },
                reason: {
                  type: 'string',
                },
                messages: {
                  type: 'array',
                  items: {
                    $ref: '#/components/schemas/Message',
                  },
                },
              },
              required: ['environment', 'reason', 'messages'],
            },
          },
        },
        required: ['items'],
      },
      ClusterSummary: {
        type: 'object',
        properties: {
          entityRef: {
            type: 'string',
          },
          environment: {
            $ref: '#/components/schemas/EnvironmentName',
          },
          environmentTitle: {
            type: 'string',
          },
          status: {
            type: 'string',
          },
          engineVersion: {
            type: 'string',
          },
          capacity: {
            type: 'object',
            properties: {
              min: {
                type: 'number',
              },
              max: {
                type: 'number',
              },
              current: {
                type: 'number',
              },
            },
            required: ['min', 'max'],
          },
          instanceClasses: {
            type: 'array',
            items: {
              type: 'string',
            },
          },
          origin: {
            default: 'portal',
            type: 'string',
            enum: ['portal', 'existing'],
          },
          accountId: {
            type: 'string',
          },
          region: {
            type: 'string',
          },
          severity: {
            type: 'string',
            enum: ['ok', 'warning', 'critical', 'unknown'],
          },
          owner: {
            type: 'string',
          },
          clusterIdentifier: {
            type: 'string',
          },
          lastSnapshotAt: {
            type: 'string',
            format: 'date-time',
          },
          earliestRestorableTime: {
            type: 'string',
            format: 'date-time',
          },
          latestRestorableTime: {
            type: 'string',
            format: 'date-time',
          },
        },
        required: ['entityRef', 'environment', 'status', 'severity', 'owner'],
      },
      DatabaseEvent: {
        type: 'object',
        properties: {
          at: {
            type: 'string',
            format: 'date-time',
          },
          source: {
            type: 'string',
          },
          category: {
            type: 'string',
          },
          text: {
            type: 'string',
          },
        },
        required: ['at', 'source', 'category', 'text'],
      },
      DatabaseEventList: {
        type: 'object',
        properties: {
          items: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/DatabaseEvent',
            },
          },
        },
        required: ['items'],
      },
      DatabaseOperation: {
        type: 'object',
        properties: {
          id: {
            type: 'string',
          },
          kind: {
            type: 'string',
            enum: ['deploy', 'snapshot', 'restore', 'delete'],
          },
          status: {
            type: 'string',
            enum: ['running', 'succeeded', 'failed'],
          },
          startedAt: {
            type: 'string',
            format: 'date-time',
          },
          endedAt: {
            type: 'string',
            format: 'date-time',
          },
          by: {
            type: 'string',
          },
          progress: {
            type: 'number',
          },
          message: {
            $ref: '#/components/schemas/Message',
          },
        },
        required: ['id', 'kind', 'status', 'startedAt'],
      },
      DatabaseOperationList: {
        type: 'object',
        properties: {
          items: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/DatabaseOperation',
            },
          },
        },
        required: ['items'],
      },
      EntityName: {
        type: 'string',
        maxLength: 63,
        pattern: '^[a-zA-Z0-9]([-_.a-zA-Z0-9]*[a-zA-Z0-9])?$',
      },
      EnvironmentInfo: {
        type: 'object',
        properties: {
          name: {
            $ref: '#/components/schemas/EnvironmentName',
          },
          title: {
            type: 'string',
          },
          profile: {
            type: 'string',
            enum: ['local', 'dev', 'stg', 'prod'],
          },
          shortName: {
            type: 'string',
          },
          region: {
            type: 'string',
          },
          accountId: {
            type: 'string',
          },
          config: {
            type: 'object',
            properties: {
              minCapacity: {
                type: 'number',
                minimum: 0,
                maximum: 256,
              },
              maxCapacity: {
                type: 'number',
                minimum: 1,
                maximum: 256,
              },
              multiAz: {
                type: 'boolean',
              },
              backupRetention: {
                type: 'integer',
                minimum: 1,
                maximum: 35,
              },
              deletionProtection: {
                type: 'boolean',
              },
              performanceInsights: {
                type: 'boolean',
              },
              monitoringInterval: {
                anyOf: [
                  {
                    type: 'number',
                    const: 0,
                  },
                  {
                    type: 'number',
                    const: 1,
                  },
                  {
                    type: 'number',
                    const: 5,
                  },
                  {
                    type: 'number',
                    const: 10,
                  },
                  {
                    type: 'number',
                    const: 15,
                  },
                  {
                    type: 'number',
                    const: 30,
                  },
                  {
                    type: 'number',
                    const: 60,
                  },
                ],
              },
            },
            required: [
              'minCapacity',
              'maxCapacity',
              'multiAz',
              'backupRetention',
              'deletionProtection',
              'performanceInsights',
              'monitoringInterval',
            ],
          },
          bounds: {
            type: 'object',
            properties: {
              minCapacity: {
                type: 'number',
              },
              maxCapacity: {
                type: 'number',
              },
            },
            required: ['minCapacity', 'maxCapacity'],
          },
        },
        required: [
          'name',
          'profile',
          'shortName',
          'region',
          'accountId',
          'config',
          'bounds',
        ],
      },
      EnvironmentList: {
        type: 'object',
        properties: {
          items: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/EnvironmentInfo',
            },
          },
          notConfigured: {
            $ref: '#/components/schemas/Message',
          },
          invalid: {
            type: 'array',
            items: {
              type: 'object',
              properties: {
                name: {
                  type: 'string',
                },
                message: {
                  $ref: '#/components/schemas/Message',
                },
              },
              required: ['name', 'message'],
            },
          },
        },
        required: ['items'],
      },
      EnvironmentName: {
        type: 'string',
        pattern: '^[a-z][a-z0-9-]{0,15}$',
      },
      ErrorBody: {
        type: 'object',
        properties: {
          error: {
            type: 'object',
            properties: {
              name: {
                type: 'string',
              },
              message: {
                type: 'string',
              },
              messages: {
                type: 'array',
                items: {
                  $ref: '#/components/schemas/Message',
                },
              },
            },
            required: ['name', 'message'],
          },
          response: {
            type: 'object',
            properties: {
              statusCode: {
                type: 'integer',
              },
            },
            required: ['statusCode'],
          },
        },
        required: ['error', 'response'],
      },
      EventRange: {
        default: '24h',
        type: 'string',
        enum: ['1h', '3h', '12h', '24h', '7d'],
      },
      FormValues: {
        type: 'object',
        propertyNames: {
          type: 'string',
        },
        additionalProperties: {},
      },
      Health: {
        type: 'object',
        properties: {
          entityRef: {
            type: 'string',
          },
          status: {
            type: 'string',
          },
          severity: {
            type: 'string',
            enum: ['ok', 'warning', 'critical', 'unknown'],
          },
          reasons: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/HealthReason',
            },
          },
          asOf: {
            type: 'string',
            format: 'date-time',
          },
          stale: {
            type: 'boolean',
          },
          metrics: {
            type: 'object',
            propertyNames: {
              type: 'string',
              enum: [
                'acu',
                'connections',
                'cpu',
                'readLatency',
                'writeLatency',
              ],
            },
            additionalProperties: {
              type: 'object',
              properties: {
                unit: {
                  type: 'string',
                  enum: ['ACU', 'count', '%', 'ms', 's'],
                },
                current: {
                  type: 'number',
                },
                max: {
                  type: 'number',
                },
                min: {
                  type: 'number',
                },
                points: {
                  type: 'array',
                  items: {
                    type: 'array',
                    prefixItems: [
                      {
                        type: 'number',
                      },
                      {
                        type: ['number', 'null'],
                      },
                    ],
                    minItems: 2,
                    maxItems: 2,
                  },
                },
              },
              required: ['unit', 'points'],
            },
            required: [
              'acu',
              'connections',
              'cpu',
              'readLatency',
              'writeLatency',
            ],
          },
          alarms: {
            type: 'array',
            items: {
              type: 'object',
              properties: {
                id: {
                  type: 'string',
                },
                name: {
                  type: 'string',
                },
                severity: {
                  type: 'string',
                  enum: ['warning', 'critical'],
                },
                state: {
                  type: 'string',
                  enum: ['OK', 'ALARM', 'INSUFFICIENT_DATA'],
                },
                since: {
                  type: 'string',
                  format: 'date-time',
                },
                type: {
                  type: 'string',
                  enum: ['metric', 'composite'],
                },
                condition: {
                  type: 'object',
                  properties: {
                    metricName: {
                      type: 'string',
                    },
                    comparison: {
                      type: 'string',
                    },
                    threshold: {
                      type: 'number',
                    },
                    statistic: {
                      type: 'string',
                    },
                    periodSeconds: {
                      type: 'number',
                    },
                    instance: {
                      type: 'string',
                    },
                  },
                  required: ['comparison'],
                },
              },
              required: ['id', 'name', 'severity', 'state'],
            },
          },
          judgedByPortal: {
            type: 'array',
            items: {
              type: 'string',
            },
          },
          capacityUse: {
            type: 'object',
            properties: {
              acuHours: {
                type: 'number',
              },
              atMaximum: {
                type: 'number',
                minimum: 0,
                maximum: 1,
              },
              cost: {
                type: 'object',
                properties: {
                  range: {
                    type: 'number',
                  },
                  month: {
                    type: 'number',
                  },
                  currency: {
                    type: 'string',
                    const: 'USD',
                  },
                },
                required: ['range', 'month', 'currency'],
              },
            },
            required: ['acuHours', 'atMaximum', 'cost'],
          },
        },
        required: [
          'entityRef',
          'status',
          'severity',
          'reasons',
          'asOf',
          'metrics',
          'alarms',
        ],
      },
      HealthRange: {
        default: '1h',
        type: 'string',
        enum: ['1h', '3h', '12h', '24h', '7d'],
      },
      HealthReason: {
        allOf: [
          {
            $ref: '#/components/schemas/Message',
          },
          {
            type: 'object',
            properties: {
              cause: {
                $ref: '#/components/schemas/Message',
              },
            },
          },
        ],
      },
      Load: {
        type: 'object',
        properties: {
          asOf: {
            type: 'string',
            format: 'date-time',
          },
          unavailable: {
            $ref: '#/components/schemas/Message',
          },
          capacity: {
            type: 'number',
          },
          waits: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/LoadWait',
            },
          },
          statements: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/LoadStatement',
            },
          },
        },
        required: ['asOf', 'waits', 'statements'],
      },
      LoadStatement: {
        type: 'object',
        properties: {
          id: {
            type: 'string',
          },
          text: {
            type: 'string',
          },
          load: {
            type: 'number',
          },
          share: {
            type: 'number',
            minimum: 0,
            maximum: 1,
          },
          waits: {
            type: 'array',
            items: {
              type: 'object',
              properties: {
                name: {
                  type: 'string',
                },
                kind: {
                  type: 'string',
                  enum: ['cpu', 'io', 'lock', 'lwlock', 'client', 'other'],
                },
                load: {
                  type: 'number',
                },
              },
              required: ['name', 'kind', 'load'],
            },
          },
          callsPerSecond: {
            type: 'number',
          },
          averageLatencyMs: {
            type: 'number',
          },
          rowsPerCall: {
            type: 'number',
          },
          points: {
            type: 'array',
            items: {
              type: 'array',
              prefixItems: [
                {
                  type: 'number',
                },
                {
                  type: 'number',
                },
              ],
              minItems: 2,
              maxItems: 2,
            },
          },
        },
        required: ['id', 'text', 'load', 'share', 'waits'],
      },
      LoadWait: {
        type: 'object',
        properties: {
          name: {
            type: 'string',
          },
          kind: {
            type: 'string',
            enum: ['cpu', 'io', 'lock', 'lwlock', 'client', 'other'],
          },
          points: {
            type: 'array',
            items: {
              type: 'array',
              prefixItems: [
                {
                  type: 'number',
                },
                {
                  type: 'number',
                },
              ],
              minItems: 2,
              maxItems: 2,
            },
          },
        },
        required: ['name', 'kind', 'points'],
      },
      LogGroup: {
        type: 'object',
        properties: {
          sqlState: {
            type: 'string',
          },
          severity: {
            type: 'string',
            enum: ['ERROR', 'FATAL', 'PANIC'],
          },
          message: {
            type: 'string',
          },
          count: {
            type: 'number',
          },
          firstAt: {
            type: 'string',
            format: 'date-time',
          },
          lastAt: {
            type: 'string',
            format: 'date-time',
          },
        },
        required: ['severity', 'message', 'count', 'firstAt', 'lastAt'],
      },
      LogLine: {
        type: 'object',
        properties: {
          id: {
            type: 'string',
          },
          at: {
            type: 'string',
            format: 'date-time',
          },
          instance: {
            type: 'string',
          },
          text: {
            type: 'string',
          },
          severity: {
            type: 'string',
          },
          durationMs: {
            type: 'number',
          },
          statement: {
            type: 'string',
          },
        },
        required: ['id', 'at', 'instance', 'text'],
      },
      LogNext: {
        type: 'string',
        minLength: 1,
        maxLength: 8000,
      },
      LogPage: {
        type: 'object',
        properties: {
          unavailable: {
            $ref: '#/components/schemas/Message',
          },
          items: {
            anyOf: [
              {
                type: 'array',
                items: {
                  $ref: '#/components/schemas/LogGroup',
                },
              },
              {
                type: 'array',
                items: {
                  $ref: '#/components/schemas/LogLine',
                },
              },
            ],
          },
          next: {
            type: 'string',
          },
        },
        required: ['items'],
      },
      LogQueryKind: {
        default: 'errors',
        type: 'string',
        enum: ['errors', 'slow', 'all'],
      },
      LogSearch: {
        type: 'string',
        maxLength: 200,
      },
      LogTime: {
        type: 'string',
        format: 'date-time',
      },
      MaxAgeMinutes: {
        default: 60,
        type: 'integer',
        minimum: 1,
        maximum: 10080,
      },
      Message: {
        type: 'object',
        properties: {
          code: {
            type: 'string',
          },
          params: {
            type: 'object',
            propertyNames: {
              type: 'string',
            },
            additionalProperties: {
              type: ['string', 'number'],
            },
          },
          details: {
            type: 'object',
            propertyNames: {
              type: 'string',
            },
            additionalProperties: {
              type: 'array',
              items: {
                $ref: '#/components/schemas/Message',
              },
            },
          },
          text: {
            type: 'string',
          },
        },
        required: ['code', 'text'],
      },
      Plan: {
        type: 'object',
        properties: {
          target: {
            type: 'object',
            properties: {
              entityRef: {
                type: 'string',
              },
              clusterIdentifier: {
                type: 'string',
              },
              environment: {
                $ref: '#/components/schemas/EnvironmentName',
              },
              environmentTitle: {
                type: 'string',
              },
              name: {
                type: 'string',
              },
            },
            required: ['entityRef', 'clusterIdentifier', 'environment', 'name'],
          },
          config: {
            type: 'object',
            properties: {
              minCapacity: {
                type: 'number',
                minimum: 0,
                maximum: 256,
              },
              maxCapacity: {
                type: 'number',
                minimum: 1,
                maximum: 256,
              },
              multiAz: {
                type: 'boolean',
              },
              backupRetention: {
                type: 'integer',
                minimum: 1,
                maximum: 35,
              },
              deletionProtection: {
                type: 'boolean',
              },
              performanceInsights: {
                type: 'boolean',
              },
              monitoringInterval: {
                anyOf: [
                  {
                    type: 'number',
                    const: 0,
                  },
                  {
                    type: 'number',
                    const: 1,
                  },
                  {
                    type: 'number',
                    const: 5,
                  },
                  {
                    type: 'number',
                    const: 10,
                  },
                  {
                    type: 'number',
                    const: 15,
                  },
                  {
                    type: 'number',
                    const: 30,
                  },
                  {
                    type: 'number',
                    const: 60,
                  },
                ],
              },
            },
            required: [
              'minCapacity',
              'maxCapacity',
              'multiAz',
              'backupRetention',
              'deletionProtection',
              'performanceInsights',
              'monitoringInterval',
            ],
          },
          engineVersion: {
            type: 'string',
          },
          restoreFrom: {
            $ref: '#/components/schemas/RestoreSource',
          },
          changes: {
            type: 'array',
            items: {
              type: 'object',
              properties: {
                action: {
                  type: 'string',
                  enum: ['add', 'modify', 'replace', 'remove'],
                },
                resource: {
                  type: 'string',
                },
                type: {
                  type: 'string',
                },
                properties: {
                  type: 'array',
                  items: {
                    type: 'string',
                  },
                },
                allowed: {
                  type: 'boolean',
                },
              },
              required: ['action', 'resource', 'type', 'properties', 'allowed'],
            },
          },
          preflight: {
            type: 'array',
            items: {
              type: 'object',
              properties: {
                check: {
                  anyOf: [
                    {
                      type: 'string',
                      enum: [
                        'credentials',
                        'network',
                        'leftovers',
                        'quotas',
                        'roles',
                        'stack',
                        'engine',
                        'template',
                        'changes',
                        'snapshot',
                        'window',
                        'name',
                        'restores',
                      ],
                    },
                    {
                      type: 'string',
                    },
                  ],
                },
                ok: {
                  type: 'boolean',
                },
                message: {
                  $ref: '#/components/schemas/Message',
                },
              },
              required: ['check', 'ok'],
            },
          },
          monthlyCost: {
            type: 'object',
            properties: {
              min: {
                type: 'number',
              },
              max: {
                type: 'number',
              },
              currency: {
                type: 'string',
              },
            },
            required: ['min', 'max', 'currency'],
          },
          warnings: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/Message',
            },
          },
          differences: {
            type: 'array',
            items: {
              type: 'object',
              properties: {
                aspect: {
                  anyOf: [
                    {
                      type: 'string',
                      enum: [
                        'capacity',
                        'version',
                        'parameters',
                        'secret',
                        'alarms',
                        'network',
                        'backup',
                        'other',
                      ],
                    },
                    {
                      type: 'string',
                    },
                  ],
                },
                message: {
                  $ref: '#/components/schemas/Message',
                },
              },
              required: ['aspect', 'message'],
            },
          },
        },
        required: [
          'target',
          'config',
          'engineVersion',
          'changes',
          'preflight',
          'monthlyCost',
          'warnings',
        ],
      },
      Readiness: {
        type: 'object',
        properties: {
          role: {
            type: 'string',
          },
          items: {
            type: 'array',
            items: {
              type: 'object',
              properties: {
                check: {
                  anyOf: [
                    {
                      type: 'string',
                      enum: [
                        'credentials',
                        'reachability',
                        'permissions',
                        'network',
                        'zones',
                        'securityGroups',
                        'functionRoles',
                        'key',
                        'engine',
                        'quotas',
                        'alarmTopic',
                        'serviceRole',
                        'cloudFormationRole',
                        'permissionsBoundary',
                      ],
                    },
                    {
                      type: 'string',
                    },
                  ],
                },
                ok: {
                  type: ['boolean', 'null'],
                },
                message: {
                  $ref: '#/components/schemas/Message',
                },
                remedy: {
                  $ref: '#/components/schemas/Remedy',
                },
              },
              required: ['check', 'ok'],
            },
          },
        },
        required: ['items'],
      },
      ReleaseGate: {
        type: 'object',
        properties: {
          pass: {
            type: 'boolean',
          },
          snapshotId: {
            type: 'string',
          },
          ageMinutes: {
            type: 'integer',
          },
          reason: {
            type: 'string',
          },
        },
        required: ['pass', 'reason'],
      },
      Remedy: {
        type: 'object',
        properties: {
          kind: {
            type: 'string',
            enum: ['command', 'policy', 'config'],
          },
          text: {
            type: 'string',
          },
        },
        required: ['kind', 'text'],
      },
      RepositoryHost: {
        type: 'object',
        properties: {
          host: {
            type: 'string',
          },
          provider: {
            type: 'string',
            enum: ['github', 'gitlab', 'gitea'],
          },
          problem: {
            $ref: '#/components/schemas/Message',
          },
        },
        required: ['host', 'provider'],
      },
      RepositoryHostList: {
        type: 'object',
        properties: {
          items: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/RepositoryHost',
            },
          },
        },
        required: ['items'],
      },
      RestorePlanRequest: {
        type: 'object',
        properties: {
          from: {
            $ref: '#/components/schemas/RestoreSource',
          },
          name: {
            type: 'string',
            minLength: 3,
            maxLength: 40,
            pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
          },
        },
        required: ['from'],
        additionalProperties: false,
      },
      RestoreRequest: {
        type: 'object',
        properties: {
          from: {
            $ref: '#/components/schemas/RestoreSource',
          },
          name: {
            type: 'string',
            minLength: 3,
            maxLength: 40,
            pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
          },
          confirm: {
            type: 'string',
            maxLength: 63,
          },
        },
        required: ['from', 'confirm'],
        additionalProperties: false,
      },
      RestoreSource: {
        anyOf: [
          {
            type: 'object',
            properties: {
              snapshotId: {
                $ref: '#/components/schemas/SnapshotId',
              },
            },
            required: ['snapshotId'],
            additionalProperties: false,
          },
          {
            type: 'object',
            properties: {
              time: {
                type: 'string',
                format: 'date-time',
              },
            },
            required: ['time'],
            additionalProperties: false,
          },
          {
            type: 'object',
            properties: {
              latest: {
                type: 'boolean',
                const: true,
              },
            },
            required: ['latest'],
            additionalProperties: false,
          },
        ],
      },
      RestoreStarted: {
        type: 'object',
        properties: {
          entityRef: {
            type: 'string',
          },
          stackId: {
            type: 'string',
          },
        },
        required: ['entityRef', 'stackId'],
      },
      Snapshot: {
        type: 'object',
        properties: {
          id: {
            type: 'string',
          },
          type: {
            type: 'string',
            enum: ['manual', 'automated'],
          },
          status: {
            type: 'string',
          },
          percentProgress: {
            type: 'number',
          },
          createdAt: {
            type: 'string',
            format: 'date-time',
          },
          label: {
            type: 'string',
          },
          release: {
            type: 'string',
          },
          createdBy: {
            type: 'string',
          },
          expiresAt: {
            type: 'string',
            format: 'date-time',
          },
          engineVersion: {
            type: 'string',
          },
          sizeGiB: {
            type: 'number',
          },
          deletable: {
            type: 'boolean',
          },
        },
        required: [
          'id',
          'type',
          'status',
          'percentProgress',
          'createdAt',
          'engineVersion',
        ],
      },
      SnapshotId: {
        type: 'string',
        maxLength: 255,
        pattern: '^[a-zA-Z][a-zA-Z0-9:-]*$',
      },
      SnapshotList: {
        type: 'object',
        properties: {
          items: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/Snapshot',
            },
          },
          quota: {
            type: 'object',
            properties: {
              used: {
                type: 'integer',
              },
              limit: {
                type: 'integer',
              },
            },
            required: ['used', 'limit'],
          },
        },
        required: ['items', 'quota'],
      },
      SnapshotRequest: {
        type: 'object',
        properties: {
          label: {
            type: 'string',
            minLength: 1,
            maxLength: 64,
            pattern: '^[\\p{L}\\p{N} _.:/=+\\-@]*$',
          },
          release: {
            type: 'string',
            minLength: 1,
            maxLength: 128,
            pattern: '^[\\p{L}\\p{N} _.:/=+\\-@]*$',
          },
          expiresInDays: {
            type: 'integer',
            minimum: 1,
            maximum: 3650,
          },
        },
        additionalProperties: false,
      },
      StatementId: {
        type: 'string',
        maxLength: 256,
        pattern: '^[a-zA-Z0-9._:-]+$',
      },
      StatementTexts: {
        type: 'object',
        properties: {
          id: {
            type: 'string',
          },
          unavailable: {
            $ref: '#/components/schemas/Message',
          },
          items: {
            type: 'array',
            items: {
              type: 'object',
              properties: {
                text: {
                  type: 'string',
                },
                load: {
                  type: 'number',
                },
              },
              required: ['text', 'load'],
            },
          },
        },
        required: ['id', 'items'],
      },
    },
  },
  security: [
    {
      JWT: [],
    },
  ],
} as const;
