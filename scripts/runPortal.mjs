import { Portal } from './Portal.mjs';

/**
 * Runs the sample portal until Ctrl-C or until one of its processes ends.
 *
 * @param {{ state: string, hotReloading?: boolean, variables?: NodeJS.ProcessEnv, whenReady: (portal: Portal, onStop: (stop: () => Promise<void>) => void) => Promise<string> }} options
 *   `state`: the default of AURORA_DB_STATE. `whenReady` returns the text to print at the end of
 *   the start. `onStop` registers what to end before the portal.
 */
export async function runPortal({ whenReady, ...options }) {
  const portal = new Portal({
    ...options,
    ports: {
      local: port('AURORA_DB_LOCAL_PORT', 4570),
      backend: port('BACKEND_PORT', 7007),
      portal: port('PORTAL_PORT', 3000),
    },
    state: process.env.AURORA_DB_STATE ?? options.state,
    onProgress: line => console.log(line),
  });
  const stops = [() => portal.stop()];

  let stopping;
  const stop = code => {
    stopping ??= (async () => {
      console.log('Stopping …');
      for (const one of [...stops].reverse()) {
        await one();
      }
      process.exit(code);
    })();
    return stopping;
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => stop(0));
  }

  try {
    console.log(`Starting; logs are in ${portal.state}/logs`);
    await portal.start();
    const text = await whenReady(portal, one => stops.push(one));
    console.log(`\nThe portal is ready: ${portal.url}\n\n${text}`);
    const { server, how } = await portal.ended();
    if (!stopping) {
      console.error(
        `${server.name} ended (${how}); its last lines:\n${server.tail}`,
      );
      await stop(1);
    }
  } catch (error) {
    if (!stopping) {
      console.error(error.message);
      await stop(1);
    }
  }
}

function port(variable, standard) {
  const value = process.env[variable] ?? String(standard);
  if (!/^\d+$/.test(value) || Number(value) < 1 || Number(value) > 65535) {
    console.error(
      `${variable} is ${JSON.stringify(value)}: expected a port between 1 and 65535`,
    );
    process.exit(2);
  }
  return Number(value);
}
