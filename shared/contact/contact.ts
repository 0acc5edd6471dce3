/** How somebody can be reached, as a shop has it. None of it leaves the ingress unsealed. */
export interface Contact {
  readonly email?: string;
  /** In international form, `+4915112345678`. */
  readonly phone?: string;
  readonly name?: string;
  /** A BCP 47 tag. */
  readonly language?: string;
}
