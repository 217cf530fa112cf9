import type { Cluster } from '@aurora-db/backstage-plugin-aurora-db-common';
import { screen } from '@testing-library/react';
import { renderOnEntityPage } from '../testing/renderOnEntityPage';
import { testCluster, testHealth } from '../testing/testData';
import { HealthMetrics } from './HealthMetrics';

/** The text of the tile for connections. */
async function connectionsOf(
  maxConnections: Cluster['maxConnections'],
  language?: string,
) {
  renderOnEntityPage(
    <HealthMetrics
      health={testHealth()}
      cluster={testCluster({ maxConnections })}
    />,
    { language },
  );
  const term = await screen.findByText(/^(Connections|接続数)$/);
  return term.closest('div')?.textContent;
}

// An app is started for each test, on machines that may be busy.
jest.setTimeout(180_000);

describe('HealthMetrics', () => {
  // The app keeps the language that was used there.
  beforeEach(() => localStorage.clear());

  it('shows the limit that the servers have, and what it becomes with their reboot', async () => {
    const text = await connectionsOf({
      configured: 5000,
      live: 3000,
      pendingReboot: true,
    });
    expect(text).toContain('2,980 of 3,000');
    expect(text).toContain('pending reboot → 5,000');
  });

  it('says so in Japanese', async () => {
    const limits = { configured: 5000, live: 3000, pendingReboot: true };
    expect(await connectionsOf(limits, 'ja')).toContain('再起動待ち → 5,000');
  });

  it('says only that a reboot is pending if the limit stays', async () => {
    const text = await connectionsOf({
      configured: 3360,
      live: 3360,
      pendingReboot: true,
    });
    expect(text).toContain('2,980 of 3,360');
    expect(text).toContain('pending reboot');
    expect(text).not.toContain('→');
  });

  it('does not mention a reboot if none is pending', async () => {
    const text = await connectionsOf({
      configured: 3360,
      live: 3360,
      pendingReboot: false,
    });
    expect(text).toContain('2,980 of 3,360');
    expect(text).not.toContain('pending');
  });
});
