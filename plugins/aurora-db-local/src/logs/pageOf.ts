/** The page that an input of CloudWatch Logs asks for. */
export function pageOf({
  limit,
  nextToken,
}: {
  limit: number;
  nextToken?: string;
}) {
  return {
    maxItems: limit,
    token: nextToken,
    invalidTokenCode: 'InvalidParameterException',
  };
}
