import type { IncomingMessage } from 'node:http';

/**
 * Why a request is refused: it is for another host, or a web page of another origin made it.
 * Undefined for any other request. Programs such as SDKs send neither `Origin` nor
 * `Sec-Fetch-Site`.
 */
export function refusalOf({
  headers,
}: Pick<IncomingMessage, 'headers'>): string | undefined {
  const { host = '', origin, 'sec-fetch-site': site } = headers;
  // If the owner of a name lets it resolve to loopback (DNS rebinding), its page has the same
  // origin as this endpoint.
  if (!isLoopback(host)) {
    return (
      `aurora-db-local answers requests for localhost, [::1] and addresses from 127.0.0.0/8, not for the host '${host}'. ` +
      `Use one of these in the endpoint's URL.`
    );
  }
  if (
    origin !== undefined &&
    origin.toLowerCase() !== `http://${host.toLowerCase()}`
  ) {
    return `aurora-db-local answers no web page of another origin ('${origin}'). Call it from a program.`;
  }
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    return (
      `aurora-db-local answers no request that a web page of another origin makes (Sec-Fetch-Site '${site}'). ` +
      'Call it from a program, or type the address into the browser.'
    );
  }
  return undefined;
}

function isLoopback(host: string): boolean {
  const url = `http://${host}`;
  if (!URL.canParse(url)) {
    return false;
  }
  const { hostname } = new URL(url);
  return (
    hostname === 'localhost' ||
    hostname === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  );
}
