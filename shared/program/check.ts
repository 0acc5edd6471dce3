import type { ProgramDocument, Text } from './program.ts';

/** What the types cannot say: each fault as a sentence that begins with its path in the document. */
export function check(program: ProgramDocument): string[] {
  return [
    ...repeatedIds('tiers', program.tiers),
    ...repeatedIds('rewards', program.rewards),
    ...repeatedIds('earning', program.earning),
    ...unknownRewards(program),
    ...tiersOutOfOrder(program),
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

/** A tier whose easiest path asks for no more than the tier below could never be told from it. */
function tiersOutOfOrder(program: ProgramDocument): string[] {
  const easiest = program.tiers.map((tier) =>
    Math.min(...tier.reach.map((path) => Math.max(...path.map((condition) => condition.atLeast)))),
  );
  return easiest.flatMap((needed, t) => {
    const below = easiest[t - 1];
    return below !== undefined && needed <= below
      ? [`tiers.${t}.reach: needs ${needed} purchases, but the tier below needs ${below}; ask more`]
      : [];
  });
}

function missingTexts(program: ProgramDocument): string[] {
  const named: [string, Text][] = [
    ...program.tiers.map((tier, i): [string, Text] => [`tiers.${i}.name`, tier.name]),
    ...program.rewards.map((reward, i): [string, Text] => [`rewards.${i}.name`, reward.name]),
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
