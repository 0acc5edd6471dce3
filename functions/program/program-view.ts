import type {
  Audience,
  Campaign,
  Draw,
  Program,
  Text,
  Tier,
} from '../../shared/program/program.ts';
import type { ProgramAnswer } from './contract.ts';

/** For whom the program is put into words: in which language, and on which day of its zone. */
export interface Reading {
  readonly language: string;
  /** As `2026-11-21`. */
  readonly day: string;
}

/** What everybody may know of a program. Costs, hold-outs and X's approval are the brand's own. */
export function viewProgram(program: Program, { language, day }: Reading): ProgramAnswer {
  const say = (text: Text) => text[language] ?? '';
  const reward = (id: string) => {
    const found = program.rewards.find((candidate) => candidate.id === id);
    return { id, name: found === undefined ? id : say(found.name) };
  };
  return {
    id: program.id,
    version: program.version,
    language,
    languages: program.languages,
    timeZone: program.timeZone,
    baseCurrency: program.baseCurrency,
    currencies: Object.fromEntries(
      Object.entries(program.currencies).map(([code, { perPointMinor }]) => {
        const pointWorthMinor = program.redemption.perPointMinor[code];
        return [code, { perPointMinor, ...(pointWorthMinor !== undefined && { pointWorthMinor }) }];
      }),
    ),
    earning: program.earning.map((rule) => ({
      kind: rule.kind,
      id: rule.id,
      validity: rule.validity,
      ...('points' in rule && { points: rule.points }),
    })),
    mostOfOrderBps: program.redemption.mostOfOrderBps,
    tiers: program.tiers.map((tier) => viewTier(tier)),
    benefits: program.benefits.map(({ id, name }) => ({
      id,
      name: say(name),
      tiers: Object.fromEntries(
        program.tiers.map((tier) => {
          const text = tier.benefits[id];
          return [tier.id, text === undefined ? null : say(text)];
        }),
      ),
    })),
    catalogue: program.catalogue.map(({ reward: id, points, cash, stock, for: whom }) => ({
      ...reward(id),
      kind: program.rewards.find((candidate) => candidate.id === id)?.kind ?? '',
      points,
      ...(cash !== undefined && { cash }),
      ...tiersOf(whom),
      limited: stock !== undefined,
    })),
    campaigns: program.campaigns.filter((campaign) => isOpen(campaign, day)).map(viewCampaign),
    draws: program.draws.map(viewDraw),
  };

  function viewTier({ id, name, reach, multiplierBps, discountBps, ...tier }: Tier) {
    const { pointsOnReaching, rewards } = tier;
    return {
      id,
      name: say(name),
      reach: reach.map((path) =>
        path.map(({ measure, atLeast, ...more }) => ({
          measure,
          atLeast,
          ...('window' in more && { window: more.window }),
          ...('of' in more && { of: more.of }),
        })),
      ),
      multiplierBps,
      discountBps,
      ...(pointsOnReaching !== undefined && { pointsOnReaching }),
      rewards: rewards.map(reward),
    };
  }

  function viewCampaign({ id, name, from, until, gives, hashtag, for: whom }: Campaign) {
    return {
      id,
      name: say(name),
      from,
      until,
      gives: gives.kind,
      ...('multiplierBps' in gives && { multiplierBps: gives.multiplierBps }),
      ...('discountBps' in gives && { discountBps: gives.discountBps }),
      ...('points' in gives && { points: gives.points }),
      ...('rewards' in gives && { rewards: gives.rewards.map(reward) }),
      ...tiersOf(whom),
      ...(hashtag !== undefined && { hashtag }),
    };
  }

  function viewDraw(draw: Draw) {
    const odds = draw.when === 'monthly' ? draw.odds : undefined;
    return {
      id: draw.id,
      name: say(draw.name),
      when: draw.when,
      minimumAge: draw.minimumAge,
      ...(draw.rules !== undefined && { rules: say(draw.rules) }),
      ...(odds !== undefined && { odds: say(odds) }),
      ...(draw.freeEntry !== undefined && { freeEntry: say(draw.freeEntry) }),
      prizes: draw.prizes.map(({ reward: id, ...how }) => ({ ...reward(id), ...how })),
    };
  }
}

function tiersOf({ fromTier, upToTier }: Audience) {
  return {
    ...(fromTier !== undefined && { fromTier }),
    ...(upToTier !== undefined && { upToTier }),
  };
}

/** One that runs for chosen members alone, in a segment or while it is tried out, is not told. */
function isOpen({ from, until, pilot, for: whom }: Campaign, day: string): boolean {
  const isTried = pilot.some((stage) => day < stage.until);
  return from <= day && day <= until && !isTried && whom.segments === undefined;
}
