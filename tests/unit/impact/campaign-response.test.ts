import { describe, expect, it } from 'vitest';
import { campaignResponse } from '../../../tools/impact/campaign-response.ts';

const campaign = (channel: string, sent: number, converted: number, kind: string | null = null) => ({
  name: 'One',
  channel,
  kind,
  sent,
  converted,
});
const rate = ({ belief: { alpha, beta } }: ReturnType<typeof campaignResponse>) => alpha / (alpha + beta);
const weight = ({ belief: { alpha, beta } }: ReturnType<typeof campaignResponse>) => alpha + beta;

describe('the response to a campaign', () => {
  it('is a weak guess where nothing was sent, and says so', () => {
    const guess = campaignResponse([], { channel: 'email' });
    expect(rate(guess)).toBeCloseTo(0.01, 12);
    expect(weight(guess)).toBe(50);
    expect(guess.reason).toMatch(/^No campaign by e-mail has been sent yet, so the response is a guess/);
    expect(campaignResponse([campaign('sms', 100, 9)], { channel: 'email' }).campaigns).toBe(0);
  });

  it('goes by the team’s own campaigns on the channel, none of which counts without limit', () => {
    const one = campaignResponse([campaign('email', 1_000_000, 80_000)], { channel: 'email' });
    expect(weight(one)).toBe(350);
    expect(rate(one)).toBeCloseTo((0.5 + 24) / 350, 12);
    expect(one.reason).toMatch(/only campaign by e-mail so far: 80,000 of 1,000,000 messages .* \(8\.00%\)/);
    const four = campaignResponse(
      [1, 2, 3, 4].map((n) => campaign('email', 200, n)),
      { channel: 'email' },
    );
    expect(weight(four)).toBe(850);
    expect(rate(four)).toBeCloseTo(10.5 / 850, 12);
  });

  it('prefers campaigns of the same kind', () => {
    const all = [campaign('email', 200, 20), campaign('email', 200, 2, 'win-back')];
    const response = campaignResponse(all, { channel: 'email', kind: 'win-back' });
    expect(response.campaigns).toBe(1);
    expect(rate(response)).toBeCloseTo(2.5 / 250, 12);
    expect(campaignResponse(all, { channel: 'email', kind: 'news' }).campaigns).toBe(2);
  });

  it('takes no more conversions than messages', () => {
    const { belief } = campaignResponse([campaign('email', 10, 40)], { channel: 'email' });
    expect(belief.beta).toBeGreaterThan(0);
  });
});
