import { findMember, type OneMember } from '../../shared/contact/one-member.ts';
import { findProfile } from '../../shared/contact/profiles.ts';
import type { AwardedEntry, Entry } from '../../shared/domain/ledger/entry.ts';
import { join, joiningOf, joinsBy, waitsSince } from '../../shared/domain/ledger/joining.ts';
import { type Answering, noSuch, serve } from '../../shared/lambda/api-route.ts';
import { type HttpAnswer, type HttpRequest, problem } from '../../shared/lambda/http.ts';
import { occasionOf } from '../../shared/lambda/occasion.ts';
import { keys } from '../../shared/table/keys.ts';
import { appendOnce, readOnce } from '../../shared/table/ledger/append-once.ts';
import { alone, readMember } from '../../shared/table/ledger/ledger.ts';
import { readOrder, readWaiting } from '../../shared/table/orders/order-record.ts';
import { readEntriesFrom } from '../../shared/table/people/member-reads.ts';
import type { Table } from '../../shared/table/table.ts';
import { viewingOf } from '../members/viewing.ts';
import { changing } from '../preferences/changing.ts';
import type { Saying } from '../preferences/contract.ts';
import { say } from '../preferences/saying.ts';
import { claimedAmong, pointsBrought, viewOrder } from './claim-view.ts';
import { type ConsentBody, type EnrolmentAnswer, routes } from './contract.ts';
import type { ClaimsDependencies } from './dependencies.ts';
import { enterFor } from './entering.ts';

/** So many orders are entered in one call: a few seconds' work. */
const ORDERS_AT_ONCE = 50;

/** So many entries after joining are looked through for the orders that had waited. */
const ENTRIES_TOLD = 250;

/**
 * `POST /v1/members/{member}/enrolments`: first the consent, then the member, then the orders that
 * waited. Each can be done again, and what was left off goes on.
 */
export function enrolments(dependencies: ClaimsDependencies): Answering {
  const { table, program } = dependencies;
  const route = routes['POST /v1/members/{member}/enrolments'];
  return serve(route, async ({ path, body, request }): Promise<HttpAnswer> => {
    const { member } = path;
    const shown = textShown(body.consent);
    if (!shown.ok) return shown.answer;
    const isJoining = await joins(member, request);
    if (!isJoining && (await readMember(table, member)) === undefined) return noSuch('member');
    await recordConsent(member, shown.saying, request);
    if (!isJoining) return { status: 201, body: { member, orders: [], points: 0, more: false } };

    const joining = await becomeMember(member, request);
    const { entered, more } = await enterWaiting(member, joining, request);
    const claimed = claimedAmong(await together(table, joining, entered));
    const viewing = viewingOf(request, program);
    const answer: EnrolmentAnswer = {
      member: joining.member,
      joinedAt: new Date(joining.occurredAt).toISOString(),
      orders: claimed.map((one) => viewOrder(one, viewing)),
      points: pointsBrought(claimed),
      more,
    };
    return { status: 201, body: answer };
  });

  /** The words that were agreed to, if they are those that the program has now. */
  function textShown({ version, locale, source }: ConsentBody): Shown {
    const consent = program.enrolment?.consent;
    if (consent === undefined) {
      return { ok: false, answer: problem(409, 'Conflict', 'There is no text to agree to.') };
    }
    if (consent.version !== version) {
      const detail = `The text has changed: show version ${consent.version} and ask again.`;
      const more = { reason: 'consent-changed', version: consent.version };
      return { ok: false, answer: problem(409, 'Conflict', detail, more) };
    }
    const text = consent.text[locale];
    if (text === undefined) {
      const detail = `locale: the text is there in ${Object.keys(consent.text).join(', ')}.`;
      return { ok: false, answer: problem(422, 'Unprocessable Content', detail) };
    }
    const what = { channel: 'in-app', purpose: 'membership', state: 'granted' } as const;
    return { ok: true, saying: { ...what, text, version, locale, source, method: 'enrolment' } };
  }

  /**
   * Whether the call makes a member, or made one before. Where members are so by buying, it does for
   * whose orders have waited since it was otherwise.
   */
  async function joins(member: string, { receivedAt }: HttpRequest): Promise<boolean> {
    if (joinsBy(program) === 'by-consent') return true;
    if ((await readOnce(table, joiningEntry(member))) !== undefined) return true;
    const since = waitsSince(program, receivedAt);
    return (await readWaiting(table, member, since, 1)).length > 0;
  }

  /** Recorded where all that members say is, also of who is none yet. */
  async function recordConsent(
    member: string,
    saying: Saying,
    { caller = 'nobody', receivedAt, log }: HttpRequest,
  ): Promise<void> {
    const found = (await findMember(table, member)) ?? (await nobodyYet(member));
    const speaker = { member: found.own.member, actor: caller, at: receivedAt };
    const change = changing(dependencies);
    const result = await change(
      found,
      {},
      (before) => say(before, { consents: [saying] }, speaker),
      receivedAt,
    );
    if (!result.ok) throw new Error('a consent alone was refused');
    log.info('consent to membership recorded', { records: result.records });
  }

  async function nobodyYet(member: string): Promise<OneMember> {
    const own = await findProfile(table, member, { consistent: true });
    return { own, absorbed: [], consents: own.consents };
  }

  async function becomeMember(member: string, request: HttpRequest): Promise<AwardedEntry> {
    const occasion = occasionOf(request);
    const result = await appendOnce(table, member, joiningEntry(member), (state, attempts) =>
      alone(join(state, member, occasion, program, attempts)),
    );
    if (result.outcome === 'refused') throw new Error('nobody is refused to join');
    if (result.outcome === 'entered') request.log.info('a customer joined', { member });
    return result.entry;
  }

  /** All of them under the trace of the joining, by which they are found together later. */
  async function enterWaiting(
    member: string,
    { correlationId }: AwardedEntry,
    { receivedAt, log }: HttpRequest,
  ): Promise<{ readonly entered: readonly Entry[]; readonly more: boolean }> {
    const since = waitsSince(program, receivedAt);
    const waiting = await readWaiting(table, member, since, ORDERS_AT_ONCE + 1);
    const entered: Entry[] = [];
    for (const { shop, orderId } of waiting.slice(0, ORDERS_AT_ONCE)) {
      const record = await readOrder(table, shop, orderId);
      // The index follows the table by moments: what is entered may still be found to wait.
      if (record.known !== 'unclaimed' || record.order.customer !== member) continue;
      const claimed = await enterFor(dependencies, member, record.order, {
        receivedAt,
        correlationId,
      });
      if (claimed.outcome === 'refused') throw new Error('a member’s order was refused');
      entered.push(...claimed.entries);
      log.info('an order that waited is entered', { shop, orderId });
    }
    return { entered, more: waiting.length > ORDERS_AT_ONCE };
  }
}

type Shown =
  | { readonly ok: true; readonly saying: Saying }
  | { readonly ok: false; readonly answer: HttpAnswer };

/** What was entered with a joining: now, which the index may not have yet, and before. */
async function together(
  table: Table,
  { member, v, correlationId }: AwardedEntry,
  entered: readonly Entry[],
): Promise<readonly Entry[]> {
  const before = await readEntriesFrom(table, member, v + 1, ENTRIES_TOLD);
  const all = [...before.filter((entry) => entry.correlationId === correlationId), ...entered];
  return [...new Map(all.map((entry) => [`${entry.member}.${entry.v}`, entry])).values()];
}

function joiningEntry(member: string) {
  return { kind: 'awarded', key: keys.entry('awarded', joiningOf(member)) } as const;
}
