import type { Program, Selection } from '../../program/program.ts';
import { share } from '../ledger/amount.ts';
import type { OrderLine, PaidOrder } from './order.ts';

type Products = ReadonlySet<string>;

/** The products that a selection names, itself or by their categories. */
function productsOf(selection: Selection, program: Program): Products {
  let known = remembered.get(selection);
  if (known === undefined) {
    const ofCategories = selection.categories.flatMap((id) => program.categories[id] ?? []);
    known = new Set([...selection.products, ...ofCategories]);
    remembered.set(selection, known);
  }
  return known;
}

/** A selection belongs to one program, and categories may name ten thousand products. */
const remembered = new WeakMap<Selection, Products>();

/** What an order is made of. Rules ask again and again, so that each selection is matched once. */
export class Basket {
  readonly #order: PaidOrder;
  readonly #program: Program;
  readonly #lines: readonly OrderLine[];
  readonly #inAll: number;
  readonly #matched = new Map<Selection, readonly boolean[]>();
  readonly #bases = new Map<Selection, number>();

  constructor(order: PaidOrder, program: Program) {
    this.#order = order;
    this.#program = program;
    this.#lines = order.lines ?? [];
    this.#inAll = this.#lines.reduce((sum, { netMinor }) => sum + netMinor, 0);
  }

  /** Whether it has a product of a selection. */
  has(selection: Selection): boolean {
    return this.#match(selection).includes(true);
  }

  /** How many pieces of a selection's products it has. */
  pieces(selection: Selection): number {
    const matched = this.#match(selection);
    return this.#lines.reduce((sum, { quantity }, i) => (matched[i] ? sum + quantity : sum), 0);
  }

  /**
   * How much of the order's earning base is of products that are in both of these selections; of any
   * where there is none. What was taken off the order as a whole, so that its lines come to more
   * than its base, is taken off all lines alike.
   */
  base(one: Selection | undefined, other?: Selection): number {
    if (one === undefined)
      return other === undefined ? this.#order.earningBaseMinor : this.#of(other);
    return other === undefined ? this.#of(one) : this.#reckon(one, other);
  }

  #of(selection: Selection): number {
    let base = this.#bases.get(selection);
    if (base === undefined) {
      base = this.#reckon(selection, selection);
      this.#bases.set(selection, base);
    }
    return base;
  }

  #reckon(one: Selection, other: Selection): number {
    const inOne = this.#match(one);
    const inOther = this.#match(other);
    const { earningBaseMinor } = this.#order;
    const selected = this.#lines.reduce(
      (sum, { netMinor }, i) => (inOne[i] && inOther[i] ? sum + netMinor : sum),
      0,
    );
    return this.#inAll > earningBaseMinor
      ? share(selected, earningBaseMinor, this.#inAll)
      : selected;
  }

  #match(selection: Selection): readonly boolean[] {
    let matched = this.#matched.get(selection);
    if (matched === undefined) {
      const products = productsOf(selection, this.#program);
      matched = this.#lines.map(({ productId }) => products.has(productId));
      this.#matched.set(selection, matched);
    }
    return matched;
  }
}
