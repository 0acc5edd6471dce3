import {
  ALL,
  CONFIRM_WITHIN,
  type Consent,
  needsConfirming,
} from '../../shared/contact/consent.ts';
import type { DataKeys } from '../../shared/contact/data-keys.ts';
import { findMember, type OneMember } from '../../shared/contact/one-member.ts';
import { confirmationToken, confirms } from '../../shared/identity/confirmation-token.ts';
import { type Answering, answerAll, noSuch, serve } from '../../shared/lambda/api-route.ts';
import { type HttpAnswer, httpFunction, problem } from '../../shared/lambda/http.ts';
import type { Program } from '../../shared/program/program.ts';
import type { Table } from '../../shared/table/table.ts';
import { changing } from './changing.ts';
import { nonsense } from './choosing.ts';
import { type ChangedAnswer, routes } from './contract.ts';
import { confirm, isOverdue, say } from './saying.ts';
import { viewOf } from './view.ts';

export interface PreferencesDependencies {
  readonly table: Table;
  readonly keys: DataKeys;
  readonly program: Program;
  /** Makes the tokens of confirmations, and the hashes of birthdays. */
  readonly memberKey: () => Promise<string>;
}

/** What is known of a person is kept by nobody on the way. */
const PRIVATE = { 'cache-control': 'no-store' };

/** What members choose and agree to, as brands' own systems record and read it. */
export function preferences(dependencies: PreferencesDependencies) {
  const { table, keys, program, memberKey } = dependencies;
  const change = changing(dependencies);
  const answers: Readonly<Record<keyof typeof routes, Answering>> = {
    'GET /v1/members/{member}/preferences': serve(
      routes['GET /v1/members/{member}/preferences'],
      async ({ path }) => answered(await findMember(table, path.member)),
    ),

    'PUT /v1/members/{member}/preferences': serve(
      routes['PUT /v1/members/{member}/preferences'],
      async ({ path, body, request }) => {
        const refused = nonsense(body, program, request.receivedAt);
        if (refused !== undefined) return refused;
        const found = await findMember(table, path.member);
        if (found === undefined) return noSuch('member');
        const speaker = speakerOf(found, request);
        const result = await change(
          found,
          body,
          (consents) => say(consents, body, speaker),
          request.receivedAt,
        );
        if (!result.ok) return result.answer;
        const { member } = result;
        request.log.info('preferences recorded', { records: result.records });
        const confirmations = await waiting(member, request.receivedAt);
        const view: ChangedAnswer = { ...(await viewOf(keys, member)), confirmations };
        return { status: 200, body: view, headers: PRIVATE };
      },
    ),

    'POST /v1/members/{member}/preferences/confirmations': serve(
      routes['POST /v1/members/{member}/preferences/confirmations'],
      async ({ path, body, request }) => {
        const found = await findMember(table, path.member);
        if (found === undefined) return noSuch('member');
        const asked = await confirmedBy(found, body.token);
        if (asked === undefined) return noSuch('confirmation');
        if (asked.state === 'granted') return answered(found);
        if (isOverdue(asked, request.receivedAt)) {
          return problem(409, 'Conflict', 'The time for it is over: ask again.');
        }
        const speaker = speakerOf(found, request);
        const result = await change(
          found,
          {},
          (consents) => confirm(consents, asked, speaker),
          request.receivedAt,
        );
        if (!result.ok) return result.answer;
        request.log.info('consent confirmed', { records: result.records });
        return answered(result.member);
      },
    ),
  };
  return httpFunction(answerAll(answers));

  async function answered(found: OneMember | undefined): Promise<HttpAnswer> {
    if (found === undefined) return noSuch('member');
    return { status: 200, body: await viewOf(keys, found), headers: PRIVATE };
  }

  /** What waits for its confirmation, with the token that gives it. */
  async function waiting({ own, consents }: OneMember, at: number) {
    const key = await memberKey();
    return consents.flatMap((consent) => {
      const { channel, purpose, state, askedAt } = consent;
      if (state !== 'pending' || askedAt === undefined || isOverdue(consent, at)) return [];
      if (purpose === ALL) return [];
      const token = confirmationToken(key, { member: own.member, channel, purpose, askedAt });
      return [{ channel, purpose, token, until: new Date(askedAt + CONFIRM_WITHIN).toISOString() }];
    });
  }

  /** The consent that a token confirms, or has confirmed; it may have been asked for under an old id. */
  async function confirmedBy(
    { own, absorbed, consents }: OneMember,
    token: string,
  ): Promise<Consent | undefined> {
    const key = await memberKey();
    const ids = [own, ...absorbed].map(({ member }) => member);
    return consents.find(({ channel, purpose, state, askedAt }) => {
      if (askedAt === undefined || state === 'withdrawn') return false;
      return (
        needsConfirming(channel, purpose) &&
        ids.some((member) => confirms(token, key, { member, channel, purpose, askedAt }))
      );
    });
  }
}

function speakerOf({ own }: OneMember, request: { caller?: string; receivedAt: number }) {
  return { member: own.member, actor: request.caller ?? 'nobody', at: request.receivedAt };
}
