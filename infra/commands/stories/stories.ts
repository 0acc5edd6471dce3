import { fourTierLadderStory } from './four-tier-ladder.ts';
import { pointsClubStory } from './points-club.ts';
import { rfmMembershipStory } from './rfm-membership.ts';
import { serviceTiersStory } from './service-tiers.ts';
import { smallShopStory } from './small-shop.ts';
import type { Story } from './story.ts';

/** One story for each preset. */
export const stories: readonly Story[] = [
  fourTierLadderStory,
  pointsClubStory,
  serviceTiersStory,
  rfmMembershipStory,
  smallShopStory,
];

/** @throws with the stories that there are, when there is none of this preset. */
export function storyOf(preset: string): Story {
  const story = stories.find((candidate) => candidate.preset === preset);
  if (story !== undefined) return story;
  const known = stories.map((candidate) => candidate.preset).join(', ');
  throw new Error(`There is no story of "${preset}"; there are ${known}.`);
}
