import { dueAt, type PrivacyRequest } from '../../shared/table/people/privacy-request.ts';
import type { RequestAnswer } from './contract.ts';

export function viewRequest(request: PrivacyRequest): RequestAnswer {
  const { id, kind, shop, member, orders, receivedAt, by, found, closedAt } = request;
  return {
    request: id,
    kind,
    status: closedAt === undefined ? 'open' : 'done',
    ...(shop === undefined ? {} : { shop }),
    ...(member === undefined ? {} : { member }),
    orders: orders.length,
    receivedAt: iso(receivedAt),
    dueAt: iso(dueAt(request)),
    ...(by === undefined ? {} : { by }),
    ...(closedAt === undefined ? {} : { doneAt: iso(closedAt) }),
    ...(found === undefined || closedAt === undefined ? {} : { erased: { ...found } }),
  };
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
