// npm run demo: the sample portal with a small fleet, light load, and an hour of history that was
// not measured. It has a state folder of its own; deleting that removes the demo.
import { runPortal } from '../runPortal.mjs';
import { demoVariables } from './demoDatabases.mjs';
import { DemoFleet } from './DemoFleet.mjs';

const state = '.aurora-db/demo';

await runPortal({
  state,
  variables: {
    ...demoVariables,
    // JSON, as Backstage reads values from the environment.
    APP_CONFIG_app_title: JSON.stringify(
      'Aurora DB demo: values from before the start were not measured',
    ),
  },
  whenReady: async (portal, onStop) => {
    const fleet = new DemoFleet(portal, line => console.log(line));
    onStop(() => fleet.stop());
    await fleet.fill();
    return `The demo is filled; a warning appears within two minutes. Ctrl-C stops everything. To remove the demo, delete ${state}.`;
  },
});
