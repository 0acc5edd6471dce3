import { styleText } from 'node:util';
import { findProgram } from '../../../shared/program/find.ts';
import { startHost } from '../../local/host.ts';
import { synthesize } from '../../local/synthesize.ts';
import { localApi } from '../local-api.ts';
import { say } from '../run.ts';
import { storyOf } from './stories.ts';
import type { Deed } from './story.ts';
import { eveOf, type Told, tellStory } from './storyteller.ts';

/** Hosts a preset on a throwaway table and lets its story happen there, a line for each step. */
export async function tellStoryOf(preset: string): Promise<void> {
  const story = storyOf(preset);
  const { baseCurrency } = await findProgram(preset);
  const host = await startHost({
    assembly: async ({ build }) => {
      await synthesize(build, preset);
      return build;
    },
    data: undefined,
    port: 0,
    tableUrl: undefined,
    beginsAt: eveOf(story),
  });
  try {
    const perch = await localApi(host.url);
    say(`${styleText('bold', story.title)}  (${preset})\n`);
    for await (const told of tellStory(perch, story, baseCurrency)) {
      for (const line of linesOf(told, new Date(await perch.now()), baseCurrency)) say(line);
    }
  } finally {
    await host.stop();
  }
}

function linesOf({ step, brought, member }: Told, at: Date, currency: string): string[] {
  const { points, balance, refused, rewards = [], clubs = [], says } = brought;
  const progress = member?.progress;
  const full = Math.round((progress?.percent ?? 0) / 10);
  const line = [
    at.toISOString().slice(0, 10),
    step.who.padEnd(6),
    wordsOf(step.deed, currency).padEnd(34),
    `${points > 0 ? '+' : ''}${points}`.padStart(6),
    `have ${balance}`.padStart(11),
    styleText('bold', (member?.tier?.name ?? '–').padEnd(12)),
    `${'█'.repeat(full)}${'░'.repeat(10 - full)} ${progress?.sentence ?? ''}`,
  ].join('  ');
  const indent = ' '.repeat(20);
  return [
    line,
    ...(says === undefined ? [] : [indent + styleText('cyan', saidOf(step.deed, says))]),
    ...(clubs.length === 0 ? [] : [indent + styleText('green', `is in ${clubs.join(', ')}`)]),
    ...(refused === undefined ? [] : [indent + styleText('yellow', refused)]),
    ...(rewards.length === 0 ? [] : [indent + styleText('green', `got ${rewards.join(', ')}`)]),
    ...(step.shows === undefined ? [] : [indent + styleText('dim', step.shows)]),
  ];
}

function saidOf({ does }: Deed, says: number): string {
  return does === 'asks' ? `${says / 100}% off` : (says / 100).toFixed(2);
}

function wordsOf(deed: Deed, currency: string): string {
  switch (deed.does) {
    case 'buys':
      return `buys for ${deed.total} ${deed.currency ?? currency}${deed.codeOf === undefined ? '' : ` with ${deed.codeOf}’s code`}`;
    case 'returns':
      return `gets ${deed.amount} of order ${deed.order} back`;
    case 'acts':
      return [
        ...(deed.times === undefined ? [] : [`${deed.times} x`]),
        deed.activity,
        ...(deed.subject === undefined ? [] : [`(${deed.subject})`]),
        ...(deed.approved === undefined ? [] : ['approved']),
      ].join(' ');
    case 'enters':
      return `enters ${deed.code}`;
    case 'pays':
      return `pays with ${deed.points} points`;
    case 'redeems':
      return `redeems ${deed.reward}`;
    case 'asks':
      return `asks what ${deed.total} ${currency} would cost`;
    case 'uses':
      return `${deed.coupon} used${deed.friend === undefined ? '' : ` by ${deed.friend}`}`;
    case 'brings':
      return `brought ${deed.friend}`;
    case 'shares':
      return 'shares in what the code brought';
    case 'gives':
      return 'what this month’s orders gave';
    case 'takes part':
      return `takes part in ${deed.draw}`;
  }
}
