// npm start: starts aurora-db-local, the portal's backend and the portal. Ctrl-C ends all of them.
// npm run dev: the same with development servers, which reload what changes.
import { Portal } from './Portal.mjs';

const port = (variable, standard) => {
  const value = process.env[variable] ?? String(standard);
  if (!/^\d+$/.test(value) || Number(value) < 1 || Number(value) > 65535) {
    console.error(
      `${variable} is ${JSON.stringify(value)}: expected a port between 1 and 65535`,
    );
    process.exit(2);
  }
  return Number(value);
};

const portal = new Portal({
  ports: {
    local: port('AURORA_DB_LOCAL_PORT', 4570),
    backend: port('BACKEND_PORT', 7007),
    portal: port('PORTAL_PORT', 3000),
  },
  state: process.env.AURORA_DB_STATE ?? '.aurora-db',
  hotReloading: process.argv.includes('--hot-reloading'),
  onProgress: line => console.log(line),
});

let stopping;
const stop = code => {
  stopping ??= (async () => {
    console.log('Stopping …');
    await portal.stop();
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
  console.log(
    `\nThe portal is ready: ${portal.url}\n\nCreate a database there under "Create". Ctrl-C stops everything; databases are kept.`,
  );
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
