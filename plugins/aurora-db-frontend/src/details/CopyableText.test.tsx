import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { AuroraDbApi } from '../api/auroraDbApiRef';
import { renderOnEntityPage } from '../testing/renderOnEntityPage';
import { HealthCard } from '../health/HealthCard';

function renderCard(api: Partial<AuroraDbApi> = {}, language = 'en') {
  return renderOnEntityPage(<HealthCard />, { api, language }).api;
}

// An app is started for each test, on machines that may be busy.
jest.setTimeout(180_000);
describe('CopyableText', () => {
  // The app keeps the language that was used there.
  beforeEach(() => localStorage.clear());

  it('copies the endpoint by keyboard and says so', async () => {
    renderCard();
    const user = userEvent.setup();
    const writeText = jest.spyOn(navigator.clipboard, 'writeText');
    const button = await screen.findByRole('button', { name: 'Copy Endpoint' });
    act(() => button.focus());
    await user.keyboard('{Enter}');
    expect(await screen.findByText('Copied')).toBeInTheDocument();
    expect(writeText).toHaveBeenCalledWith(
      'goal.cluster-abc.ap-northeast-1.rds.amazonaws.com',
    );
  });

  it('says when the browser refuses to copy', async () => {
    renderCard();
    const user = userEvent.setup();
    jest
      .spyOn(navigator.clipboard, 'writeText')
      .mockRejectedValue(new DOMException('denied', 'NotAllowedError'));
    await user.click(
      await screen.findByRole('button', { name: 'Copy Endpoint' }),
    );
    expect(
      await screen.findByText(/select the text and copy it/),
    ).toBeVisible();
  });
});
