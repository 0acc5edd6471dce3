/** A guard of the ledger switched off, as a patch of its source. */
export interface Mutant {
  /** The guard that is off. */
  readonly name: string;
  /** Path from the repository's root. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly replace: string;
}

/** A condition that holds of every item: none has such an attribute. */
const NO_CONDITION = '{ attribute: "none", equals: undefined }';

/**
 * The guards, each of which the simulator must miss when it is gone. A guard that moves or changes
 * its shape makes its patch fail, so that no mutant is ever skipped in silence.
 */
export const MUTANTS: readonly Mutant[] = [
  {
    name: 'an entry goes only where there is none',
    file: 'shared/table/ledger/chapter.ts',
    find: "condition: replaces ?? 'absent'",
    replace: `condition: replaces ?? ${NO_CONDITION}`,
  },
  {
    name: 'a state goes only over the version that was read',
    file: 'shared/table/ledger/chapter.ts',
    find: "return item === undefined ? 'absent' : { attribute: 'v', equals: state.v };",
    replace: `return ${NO_CONDITION};`,
  },
  {
    name: 'each entry is linked to the one before',
    file: 'shared/table/ledger/chapter.ts',
    find: 'lastEntryHash = entryHash(item);',
    replace: '',
  },
  {
    name: 'a cap gives no more than it has',
    file: 'shared/table/ledger/chapter.ts',
    find: '        atMostBefore,\n',
    replace: '        atMostBefore: Number.MAX_SAFE_INTEGER,\n',
  },
  {
    name: 'the slices of a cap share its units',
    file: 'shared/domain/ledger/cap.ts',
    find: 'return (Math.floor(times / slices) + (slice < times % slices ? 1 : 0)) * each;',
    replace: 'return units;',
  },
  {
    name: 'a refusal is believed only on a consistent read',
    file: 'shared/table/ledger/ledger.ts',
    find: "if (isCertain) return { outcome: 'refused'",
    replace: "if (true) return { outcome: 'refused'",
  },
  {
    name: 'what is addressed to a merged member is done in the survivor’s ledger',
    file: 'shared/table/ledger/ledger.ts',
    find: 'return mergedInto === null && (member === addressed || absorbed.includes(addressed));',
    replace: 'return true;',
  },
  {
    name: 'a pointer is followed only where the survivor has the member',
    file: 'shared/table/ledger/ledger.ts',
    find: '(member === addressed || absorbed.includes(addressed))',
    replace: 'true',
  },
  {
    name: 'a member who was merged is shown as the survivor',
    file: 'shared/table/ledger/ledger.ts',
    find: 'return state.mergedInto === null ? state : readMember(table, state.mergedInto);',
    replace: 'return state;',
  },
  {
    name: 'a request that was done before is not refused',
    file: 'shared/table/ledger/append-once.ts',
    find: 'seen ?? (await table.get(key, { consistent: true }))',
    replace: 'seen',
  },
  {
    name: 'pointers stay one hop when a survivor goes on into another',
    file: 'shared/table/ledger/merge.ts',
    find: '...theirs.entries, ...pointers];',
    replace: '...theirs.entries];',
  },
  {
    name: 'a merge is undone only on an index that is up to date',
    file: 'shared/table/ledger/merge.ts',
    find: 'if (!isWhole)',
    replace: 'if (false)',
  },
  {
    name: 'a merge is undone only while nothing was spent since',
    file: 'shared/domain/ledger/merge.ts',
    find: "if (since.some(({ kind }) => kind !== 'earned' && kind !== 'awarded'))",
    replace: 'if (false)',
  },
  {
    name: 'a merge pays the debt of either at once',
    file: 'shared/domain/ledger/merge.ts',
    find: 'take(lots, debt, here.month)',
    replace: 'take(lots, here.state.debt, here.month)',
  },
  {
    name: 'a redemption takes no more than there is',
    file: 'shared/domain/ledger/redemption.ts',
    find: 'if (balance < points) return',
    replace: 'if (false) return',
  },
  {
    name: 'expired points count for nothing at read',
    file: 'shared/domain/ledger/lots.ts',
    find: '(lot.expires > now ? sum + lot.points : sum)',
    replace: '(sum + lot.points)',
  },
  {
    name: 'expired points are not taken',
    file: 'shared/domain/ledger/lots.ts',
    find: 'lots.filter((lot) => lot.expires > now)',
    replace: 'lots.filter(() => true)',
  },
  {
    name: 'nothing enters a month that is past',
    file: 'shared/domain/ledger/credit.ts',
    find: 'if (expires <= now.month) {',
    replace: 'if (false) {',
  },
  {
    name: 'debt is paid first',
    file: 'shared/domain/ledger/credit.ts',
    find: 'Math.min(given, debt - paid)',
    replace: '0',
  },
  {
    name: 'points are pending until their time',
    file: 'shared/domain/ledger/credit.ts',
    find: 'if (availableAt > now.instant)',
    replace: 'if (false)',
  },
  {
    name: 'time never runs backwards for a member',
    file: 'shared/domain/ledger/member.ts',
    find: 'const now = Math.max(at, member.asOf);',
    replace: 'const now = at;',
  },
  {
    name: 'points on reaching a tier are given once',
    file: 'shared/domain/orders/purchase.ts',
    find: ' || state.givenOnce.includes(rule)',
    replace: '',
  },
  {
    name: 'a growth task is done once in a lifetime',
    file: 'shared/domain/orders/earning.ts',
    find: '!comes || state.givenOnce.includes(rule.id)',
    replace: '!comes',
  },
  {
    name: 'an order below its minimum earns nothing by a rule',
    file: 'shared/domain/orders/sale.ts',
    find: 'earningBaseMinor >= least',
    replace: 'least > 0',
  },
  {
    name: 'a campaign is for its tiers alone',
    file: 'shared/domain/tiers/segment.ts',
    find: 'from === undefined || rank >= rankOf(program, from)',
    replace: 'true',
  },
  {
    name: 'a campaign that stacks adds to the larger multiplier',
    file: 'shared/domain/orders/bonus.ts',
    find: 'countOf(of, [...amounts, { amountMinor, bps }])',
    replace: 'countOf(of, [...amounts.slice(0, 1), { amountMinor, bps }])',
  },
  {
    name: 'an order counts in the month in which it was paid',
    file: 'shared/domain/orders/purchase.ts',
    find: 'month: monthAt(occasion.occurredAt, program.timeZone),',
    replace: 'month: monthAt(occasion.receivedAt, program.timeZone),',
  },
  {
    name: 'a clawback goes by the rules that the order recorded',
    file: 'functions/ledger/handler.ts',
    find: 'const { entry, clawbacks: earlier } = order;',
    replace: `const { clawbacks: earlier } = order;
      const again = { type: 'enter-order', order: order.entry.order };
      const { shares } = decide(state, again, order.entry, program).entry;
      const entry = { ...order.entry, shares };`,
  },
  {
    name: 'a clawback reads the order after the state',
    file: 'functions/ledger/handler.ts',
    find: `      const order = await readOrder(table, shop, orderId);
      if (order.known !== 'entered')`,
    replace: `      const order = record;
      if (order.known !== 'entered')`,
  },
  {
    name: 'a refund that comes before its order waits for it',
    file: 'functions/ledger/handler.ts',
    find: 'if (!known) await waitForOrder(',
    replace: 'if (false) await waitForOrder(',
  },
  {
    name: 'a claim is made of the revision that was read',
    file: 'shared/table/orders/claim-order.ts',
    find: "const replaces = { attribute: 'revision', equals: order.revision };",
    replace: `const replaces = ${NO_CONDITION};`,
  },
  {
    name: 'a claim that met a refund is made again',
    file: 'functions/ledger/handler.ts',
    find: 'if (isUnclaimed(known)) throw',
    replace: 'if (false) throw',
  },
  {
    name: 'a refund of an unclaimed order is recorded at the revision that was read',
    file: 'shared/table/orders/order-record.ts',
    find: "condition: { attribute: 'revision', equals: revision },",
    replace: `condition: ${NO_CONDITION},`,
  },
  {
    name: 'many refunds round as one',
    file: 'shared/domain/ledger/clawback.ts',
    find: 'takeBack(present, order, due(before), due(after), program)',
    replace: 'takeBack(present, order, due(before), due(before) + due(after - before), program)',
  },
  {
    name: 'nothing is taken for shipping',
    file: 'shared/domain/ledger/clawback.ts',
    find: 'const ofGoods = refund.amountMinor - refund.shippingMinor;',
    replace: 'const ofGoods = refund.amountMinor;',
  },
  {
    name: 'an order that is refunded whole is no purchase',
    file: 'shared/domain/ledger/clawback.ts',
    find: ' - (counted && after === base ? 1 : 0)',
    replace: '',
  },
  {
    name: 'what is taken back for an order that never came keeps its place',
    file: 'shared/table/orders/order-record.ts',
    find: "await table.transact([place, { item, condition: 'absent' }]);",
    replace: "await table.transact([{ item, condition: 'absent' }]);",
  },
  {
    name: 'a refund takes first what is pending of its order',
    file: 'shared/domain/ledger/clawback.ts',
    find: 'const isHeld = availableAt !== undefined && availableAt > now;',
    replace: 'const isHeld = false;',
  },
  {
    name: 'what was pending when it was taken comes back pending',
    file: 'shared/domain/ledger/clawback.ts',
    find: 'if (availableAt > now) holds.push',
    replace: 'if (false) holds.push',
  },
  {
    name: 'an undone refund brings no expired points back',
    file: 'shared/domain/ledger/clawback.ts',
    find: 'if (part === 0 || expires <= month) continue;',
    replace: 'if (part === 0) continue;',
  },
  {
    name: 'an undone refund undoes its debt first',
    file: 'shared/domain/ledger/clawback.ts',
    find: "const owed = Math.min(points, net('owed'), state.debt);",
    replace: 'const owed = 0;',
  },
];
