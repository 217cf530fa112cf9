import { z } from 'zod';
import {
  AwsError,
  type AwsService,
  type RequestContext,
  type ServiceDirectory,
} from './AwsService';
import { describeProblems } from './describeProblems';

/** The error code of each service for malformed input; `ValidationException` for all others. */
const validationCodes: Readonly<Record<string, string>> = {
  cloudformation: 'ValidationError',
  ec2: 'InvalidParameterValue',
  ecr: 'InvalidParameterException',
  iam: 'ValidationError',
  logs: 'InvalidParameterException',
  monitoring: 'InvalidParameterValue',
  pi: 'InvalidArgumentException',
  rds: 'InvalidParameterValue',
  s3: 'InvalidArgument',
  secretsmanager: 'InvalidParameterException',
  sns: 'InvalidParameter',
  sts: 'ValidationError',
};

/** All services of an endpoint, by signing name. */
export class ServiceRegistry implements ServiceDirectory {
  readonly #services = new Map<string, AwsService>();

  /** Adds a service. Services start in the order of the calls and stop in the reverse order. */
  add(service: AwsService): void {
    this.#services.set(service.signingName, service);
  }

  get(signingName: string): AwsService | undefined {
    return this.#services.get(signingName);
  }

  list(): AwsService[] {
    return Array.from(this.#services.values());
  }

  has(signingName: string, operation: string): boolean {
    const service = this.get(signingName);
    return (
      service !== undefined && Object.hasOwn(service.operations, operation)
    );
  }

  inputOf(signingName: string, operation: string): z.ZodType | undefined {
    return this.get(signingName)?.operations[operation]?.input;
  }

  /**
   * Throws an `UnknownOperationException` for an unknown operation. Each protocol has its own
   * format for it.
   */
  async call(
    signingName: string,
    operation: string,
    input: Record<string, unknown>,
    context: RequestContext,
  ): Promise<Record<string, unknown>> {
    const service = this.get(signingName);
    const run =
      service && Object.hasOwn(service.operations, operation)
        ? service.operations[operation]
        : undefined;
    if (!run) {
      throw new AwsError(
        'UnknownOperationException',
        `aurora-db-local does not implement ${operation} of '${signingName}'.`,
        404,
      );
    }
    try {
      return await run(input, context);
    } catch (error) {
      if (error instanceof z.ZodError) {
        throw new AwsError(
          validationCodes[signingName] ?? 'ValidationException',
          describeProblems(error),
        );
      }
      throw error;
    }
  }
}
