import { createMessage } from './message';

describe('createMessage', () => {
  it('fills the English text in from the parameters', () => {
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
      text: 'Connections 2,980 of 3,360: 89 %, warning from 2,352',
    });
  });

  it('shows a parameter that is missing instead of hiding it', () => {
    expect(createMessage('health.transition').text).toBe(
      'The cluster is {{status}}',
    );
  });
});
