import { describe, expect, test } from 'vitest';
import { routes } from '../../../functions/program/contract.ts';
import { tellProgram } from '../../../functions/program/handler.ts';
import { loadProgram } from '../../../shared/program/load.ts';
import { presets } from '../../../shared/program/presets.ts';
import { ask } from '../../support/invoke.ts';

async function told(preset: string, more: Parameters<typeof ask>[2] = {}) {
  const program = loadProgram(presets[preset]);
  const { status, body } = await ask(tellProgram({ program }), 'GET /v1/program', more);
  expect(status).toBe(200);
  return routes['GET /v1/program'].answer.parse(body);
}

describe('the program', () => {
  test('tells tiers, how they are reached, and the benefits table', async () => {
    const { tiers, benefits, currencies } = await told('four-tier-ladder');
    expect(tiers[1]).toEqual({
      id: 'regular',
      name: 'Regular',
      reach: [[{ measure: 'purchases', window: 'lifetime', atLeast: 3 }]],
      multiplierBps: 20_000,
      discountBps: 0,
      rewards: [
        { id: 'brand-supporter-badge', name: 'Brand Supporter' },
        { id: 'priority-support', name: 'Priority support' },
      ],
    });
    expect(benefits.find(({ id }) => id === 'support')).toEqual({
      id: 'support',
      name: 'Support',
      tiers: { explorer: null, regular: 'Priority', advocate: 'Priority', ambassador: 'Priority' },
    });
    expect(currencies.EUR).toEqual({ perPointMinor: 100, pointWorthMinor: 1 });
  });

  test('tells the catalogue and the rules of draws in the language that is asked for', async () => {
    const { catalogue, draws, language } = await told('points-club', { query: { lang: 'zh-CN' } });
    expect(language).toBe('zh-CN');
    expect(catalogue.find(({ id }) => id === 'club-edition')).toMatchObject({
      name: '俱乐部限定款',
      points: 500,
      cash: { EUR: 1_000 },
    });
    expect(draws[0]).toMatchObject({ minimumAge: 18, prizes: [{ winners: 10 }] });
    expect(draws[0]?.freeEntry).toContain('无需购买');
  });

  test.each(Object.keys(presets))('%s is told without what is the brand’s own', async (preset) => {
    const said = JSON.stringify(await told(preset));
    expect(said).not.toMatch(/marginBps|causedBps|costMinor|approval|holdOut|readOn|highValue/);
  });

  test('tells the campaigns of the day, and none that is for chosen members', async () => {
    const program = loadProgram({
      ...presets['four-tier-ladder'],
      segments: [
        {
          id: 'recent',
          name: { en: 'Recent', 'zh-CN': '近期' },
          all: [{ is: 'ordered-within', days: 30 }],
        },
      ],
      campaigns: [
        { id: 'now' },
        { id: 'chosen', for: { segments: ['recent'] } },
        { id: 'tried', pilot: [{ until: '2099-01-01', shareBps: 1_000 }] },
        { id: 'past', from: '2000-01-01', until: '2000-12-31' },
      ].map((campaign) => ({
        name: { en: campaign.id, 'zh-CN': campaign.id },
        from: '2001-01-01',
        until: '2099-12-31',
        gives: { kind: 'multiplier', multiplierBps: 30_000 },
        ...campaign,
      })),
    });
    const { body } = await ask(tellProgram({ program }), 'GET /v1/program', {});
    const { campaigns } = routes['GET /v1/program'].answer.parse(body);
    expect(campaigns).toEqual([
      {
        id: 'now',
        name: 'now',
        from: '2001-01-01',
        until: '2099-12-31',
        gives: 'multiplier',
        multiplierBps: 30_000,
      },
    ]);
  });
});
