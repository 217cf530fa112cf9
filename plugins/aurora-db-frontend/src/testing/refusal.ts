import type { Message } from '@aurora-db/backstage-plugin-aurora-db-common';
import { ResponseError } from '@backstage/errors';

/** Makes the error that the API client throws if the backend refuses a call. */
export function refusal(
  status: number,
  name: string,
  message: string,
  messages?: Message[],
): Promise<ResponseError> {
  return ResponseError.fromResponse(
    new Response(
      JSON.stringify({
        error: { name, message, messages },
        response: { statusCode: status },
      }),
      { status, headers: { 'Content-Type': 'application/json' } },
    ),
  );
}
