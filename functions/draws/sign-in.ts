import { type Cap, cap } from '../../shared/domain/ledger/cap.ts';
import { prizeOf, ticketNumber } from '../../shared/domain/rewards/ticket.ts';
import { localDay } from '../../shared/domain/time/time.ts';
import type { DrawingDependencies } from '../../shared/draws/drawing.ts';
import { givePrize } from '../../shared/draws/prize.ts';
import { pseudonymOf, seedOf, sha256 } from '../../shared/identity/draw-key.ts';
import { type Answering, noSuch, serve } from '../../shared/lambda/api-route.ts';
import type { HttpAnswer } from '../../shared/lambda/http.ts';
import { occasionOf } from '../../shared/lambda/occasion.ts';
import { chooseLanguage } from '../../shared/messages/languages.ts';
import type { SignInDraw } from '../../shared/program/program.ts';
import { readMember } from '../../shared/table/ledger/ledger.ts';
import { recordTicket } from '../../shared/table/rewards/draw-tickets.ts';
import { notAdmitted, refuseAdmission } from './admission.ts';
import { routes, type TicketAnswer } from './contract.ts';
import { rewardName } from './view.ts';

/** `POST /v1/members/{member}/draws/{draw}/entries`: a ticket a day, drawn at once. */
export function signIns(dependencies: DrawingDependencies): Answering {
  const { table, program, drawKey } = dependencies;
  const route = routes['POST /v1/members/{member}/draws/{draw}/entries'];
  return serve(route, async ({ path, body, request }): Promise<HttpAnswer> => {
    const draw = program.draws.find(({ id }) => id === path.draw);
    if (draw?.when !== 'sign-in') return noSuch('draw');
    const state = await readMember(table, path.member);
    if (state === undefined) return noSuch('member');
    const at = request.receivedAt;
    const refusal = notAdmitted(draw, { state, ofAge: body.ofAge, at }, program);
    if (refusal !== undefined) return refuseAdmission(refusal, draw);

    const key = await drawKey();
    const day = localDay(at, program.timeZone);
    const month = day.slice(0, 7);
    const entrant = pseudonymOf(key, draw.id, month, state.member);
    const number = ticketNumber(seedOf(key, draw.id, month), { day, entrant }, sha256);
    const prize = prizeOf(number, draw.prizes);
    const costMinor = program.rewards.find(({ id }) => id === prize)?.costMinor ?? 0;
    const ticket = await recordTicket(
      table,
      {
        draw: draw.id,
        month,
        day,
        entrant,
        person: state.member,
        number,
        program: program.version,
        ...(prize === undefined ? {} : { prize }),
      },
      { budget: budgetOf(draw, month), costMinor },
    );
    // The ticket that is there may be one whose prize an earlier request did not come to give.
    if (ticket.prize !== undefined && ticket.given) {
      const fact = `draw#${draw.id}#${day}#${entrant}`;
      const won = { member: ticket.person, reward: ticket.prize, draw: draw.id, fact };
      await givePrize(dependencies, won, occasionOf(request));
    }
    const outcome =
      ticket.prize === undefined ? 'nothing' : ticket.given ? 'won' : 'budget-exhausted';
    request.log.info('drew a ticket', { draw: draw.id, outcome });
    const language = chooseLanguage(request.header('accept-language'), program.languages);
    const answer: TicketAnswer = {
      draw: draw.id,
      day,
      entrant,
      outcome,
      ...(ticket.prize !== undefined && ticket.given
        ? { reward: { id: ticket.prize, name: rewardName(ticket.prize, { program, language }) } }
        : {}),
    };
    return { status: 201, body: answer };
  });
}

/** One slice unless the program says otherwise: few tickets win, and a prize must fit its slice. */
function budgetOf({ id, budgetMinor }: SignInDraw, month: string): Cap {
  return cap(`draw:${id}:${month}`, { slices: 1, ...budgetMinor });
}
