import { createMessage } from './createMessage';
import { messageSchema } from './message';

describe('createMessage', () => {
  it('inserts the parameters into the English text', () => {
    const params = {
      current: '2,980',
      max: '3,360',
      percent: 89,
      severity: 'warning',
      threshold: '2,352',
    };
    expect(createMessage('health.connections', params)).toEqual({
      code: 'health.connections',
      params,
      text: 'Connections 2,980 of 3,360: 89%, warning above 2,352',
    });
  });

  it('keeps parameters that are messages, and their English texts for frontends that ignore details', () => {
    const reasons = [
      createMessage('preflight.stackNew', { stackName: 'orders' }),
      createMessage('preflight.quotas'),
    ];
    const message = createMessage('preflight.refused', { reason: reasons });
    const text =
      'A new stack orders is created; Within the quotas of the account';
    expect(message).toEqual({
      code: 'preflight.refused',
      params: { reason: text },
      details: { reason: reasons },
      text,
    });
    expect(messageSchema.parse(JSON.parse(JSON.stringify(message)))).toEqual(
      message,
    );
  });

  it('shows a missing parameter instead of hiding it', () => {
    expect(createMessage('health.transition').text).toBe(
      'The cluster is {{status}}',
    );
  });
});
