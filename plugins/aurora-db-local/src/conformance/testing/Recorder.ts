import { z } from 'zod';
import { normalize } from './normalize';

/** The answer to a call, without what differs between two runs. */
export interface Outcome {
  /** The code of the error; undefined if the call succeeded. */
  error?: string;
  status?: number;
  output?: unknown;
}

/** A call of a scenario and its answer. */
export interface RecordedCall {
  scenario: string;
  service: string;
  operation: string;
  /** The input as short JSON, so that the calls of an operation can be told apart. */
  input: string;
  outcome: Outcome;
}

type Output = Record<string, unknown>;

/** Calls an operation of the scenario's service. Errors are recorded, and give an empty output. */
type Call = (
  operation: string,
  input?: Record<string, unknown>,
) => Promise<Output>;

/** Calls that belong together. Each scenario can assume what its own calls made. */
export interface Scenario {
  name: string;
  service: string;
  run(call: Call, clients: Clients): Promise<void>;
}

/** Sends a call to a service of one endpoint. */
export type Clients = (
  service: string,
  operation: string,
  input: Record<string, unknown>,
) => Promise<Output>;

const errorSchema = z.object({
  name: z.string(),
  $metadata: z.object({ httpStatusCode: z.number().optional() }).optional(),
});

/** Runs scenarios against an endpoint and records their calls. */
export class Recorder {
  readonly calls: RecordedCall[] = [];

  constructor(private readonly clients: Clients) {}

  async run({ name, service, run }: Scenario): Promise<void> {
    await run(async (operation, input = {}) => {
      const recorded = {
        scenario: name,
        service,
        operation,
        input: JSON.stringify(normalize(input)),
      };
      try {
        const { $metadata: _, ...output } = await this.clients(
          service,
          operation,
          input,
        );
        this.calls.push({
          ...recorded,
          outcome: { output: normalize(output) },
        });
        return output;
      } catch (error) {
        const { name: code, $metadata } = errorSchema.parse(error);
        this.calls.push({
          ...recorded,
          outcome: { error: code, status: $metadata?.httpStatusCode },
        });
        return {};
      }
    }, this.clients);
  }
}
