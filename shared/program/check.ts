import type { Limit, ProgramDocument, Text, TierCondition } from './program.ts';

/** What the types cannot say: each fault as a sentence that begins with its path in the document. */
export function check(program: ProgramDocument): string[] {
  return [
    ...repeatedIds('tiers', program.tiers),
    ...repeatedIds('rewards', program.rewards),
    ...repeatedIds('earning', program.earning),
    ...repeatedIds('campaigns', program.campaigns),
    ...unknownRewards(program),
    ...faultyOffers(program),
    ...faultyCampaigns(program),
    ...overlappingTiers(program),
    ...unreachableScores(program),
    ...multipliersThatFall(program),
    ...missingTexts(program),
    ...zone(program),
    ...baseCurrency(program),
  ];
}

function repeatedIds(where: string, things: readonly { id: string }[]): string[] {
  return things.flatMap((thing, i) =>
    things.findIndex((other) => other.id === thing.id) < i
      ? [`${where}.${i}.id: "${thing.id}" is used twice; give each its own id`]
      : [],
  );
}

function unknownRewards(program: ProgramDocument): string[] {
  const known = new Set(program.rewards.map((reward) => reward.id));
  return program.tiers.flatMap((tier, t) =>
    tier.rewards.flatMap((reward, r) =>
      known.has(reward)
        ? []
        : [`tiers.${t}.rewards.${r}: "${reward}" is not among the rewards; add it there`],
    ),
  );
}

/** A tier that whoever reaches the one below has reached already could never be told from it. */
function overlappingTiers({ tiers }: ProgramDocument): string[] {
  return tiers.flatMap((tier, t) => {
    const below = tiers[t - 1];
    const path = tier.reach.findIndex((upper) =>
      below?.reach.some((lower) => asksNoMore(upper, lower)),
    );
    return below === undefined || path < 0
      ? []
      : [`tiers.${t}.reach.${path}: asks no more than "${below.id}", the tier below; ask more`];
  });
}

/** Whether who fulfils one path always fulfils the other. */
function asksNoMore(upper: readonly TierCondition[], lower: readonly TierCondition[]): boolean {
  return upper.every((condition) =>
    lower.some((other) => sameMeasure(condition, other) && other.atLeast >= condition.atLeast),
  );
}

function sameMeasure(one: TierCondition, other: TierCondition): boolean {
  const { atLeast: _, ...measure } = one;
  const { atLeast: __, ...otherMeasure } = other;
  return JSON.stringify(measure) === JSON.stringify(otherMeasure);
}

/** Each score is 5 at the most, and there are none without cuts. */
function unreachableScores({ tiers, scores }: ProgramDocument): string[] {
  return tiers.flatMap((tier, t) =>
    tier.reach.flatMap((path, p) =>
      path.flatMap((condition, c) => {
        if (condition.measure !== 'score') return [];
        const where = `tiers.${t}.reach.${p}.${c}`;
        if (scores === undefined)
          return [`${where}: there are no scores; say their cuts in scores`];
        const most = condition.of.length * 5;
        return condition.atLeast > most
          ? [
              `${where}.atLeast: ${condition.atLeast} cannot be reached; ${most} is the most there is`,
            ]
          : [];
      }),
    ),
  );
}

/** An offer is named by its reward, so that a reward has one price and one stock. */
function faultyOffers(program: ProgramDocument): string[] {
  const known = new Set(program.rewards.map((reward) => reward.id));
  const offered = program.catalogue.map(({ reward }) => reward);
  return program.catalogue.flatMap(({ reward, stock }, i) => [
    ...(known.has(reward)
      ? []
      : [`catalogue.${i}.reward: "${reward}" is not among the rewards; add it there`]),
    ...(offered.indexOf(reward) < i
      ? [`catalogue.${i}.reward: "${reward}" is offered twice; keep one`]
      : []),
    ...emptySlices(`catalogue.${i}.stock`, stock),
  ]);
}

function faultyCampaigns(program: ProgramDocument): string[] {
  return program.campaigns.flatMap(({ from, until, budget }, i) => [
    ...(until < from ? [`campaigns.${i}.until: ${until} is before ${from}, when it begins`] : []),
    ...emptySlices(`campaigns.${i}.budget`, budget),
  ]);
}

function emptySlices(where: string, limit: Limit | undefined): string[] {
  const { units = 1, slices = 1 } = limit ?? {};
  return slices > units
    ? [`${where}.slices: ${units} units make no ${slices} slices; take fewer`]
    : [];
}

function multipliersThatFall({ tiers }: ProgramDocument): string[] {
  return tiers.flatMap((tier, t) => {
    const below = tiers[t - 1];
    return below !== undefined && tier.multiplierBps < below.multiplierBps
      ? [`tiers.${t}.multiplierBps: less than that of "${below.id}", the tier below; give more`]
      : [];
  });
}

function missingTexts(program: ProgramDocument): string[] {
  const named: [string, Text][] = [
    ...program.tiers.map((tier, i): [string, Text] => [`tiers.${i}.name`, tier.name]),
    ...program.rewards.map((reward, i): [string, Text] => [`rewards.${i}.name`, reward.name]),
    ...program.campaigns.map((campaign, i): [string, Text] => [
      `campaigns.${i}.name`,
      campaign.name,
    ]),
  ];
  return named.flatMap(([where, text]) =>
    program.languages.flatMap((language) =>
      text[language] === undefined ? [`${where}.${language}: the text is missing`] : [],
    ),
  );
}

function zone(program: ProgramDocument): string[] {
  try {
    new Intl.DateTimeFormat('en', { timeZone: program.timeZone });
    return [];
  } catch {
    return [`timeZone: "${program.timeZone}" is not an IANA time zone such as Europe/Berlin`];
  }
}

function baseCurrency(program: ProgramDocument): string[] {
  const base = program.currencies[program.baseCurrency];
  return base === undefined
    ? [`currencies.${program.baseCurrency}: the base currency must be listed`]
    : [];
}
