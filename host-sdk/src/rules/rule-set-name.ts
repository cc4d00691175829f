/** A dated, versioned set of rules: data. */
export interface RuleSet {
  readonly id: string;
  readonly version: number;
}

/** `<id>@<version>`, as judgements and ledger entries name it. */
export const ruleSetName = ({ id, version }: RuleSet): string => `${id}@${version}`;
