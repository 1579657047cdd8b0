/** Everything the check of a policy may find, by its stable code. An error keeps the policy from being put in force. */
export const policyFindings = {
  expression: {
    levels: 'error',
    means:
      'A condition that cannot be read, is of the wrong type, names what is not there, or may take too many steps.',
  },
  id_used_twice: { levels: 'error', means: 'Two parts of one name.' },
  amount_unknown: { levels: 'error', means: 'A fee of an amount that is not stated.' },
  fee_over_value: {
    levels: 'error, warning',
    means:
      'Fees of more than the goods are worth: an error where their shares are over 100 %, a warning where they are for some goods (the witness); they are cut to the value.',
  },
  currency_missing: {
    levels: 'error, warning',
    means: 'An error where no currency has all amounts, a warning where one amount lacks a currency others have.',
  },
  scope_overlap: {
    levels: 'error',
    means: 'Another policy would decide the same lines at the same time, and neither is the narrower one.',
  },
  always_holds: {
    levels: 'warning',
    means: 'A guard, rule or modifier that holds on every request; rules after such a rule never answer.',
  },
  never_holds: { levels: 'warning', means: 'A guard, rule or modifier that holds on no request.' },
  shadowed: {
    levels: 'warning',
    means:
      'A rule that holds only where an earlier one does (the witness); or that does so in a category, country, channel or tier, because an earlier rule speaks of that and not of what this rule is about, such as the reason.',
  },
  reach_unknown: {
    levels: 'warning',
    means: 'So many rules of which no request was found that they answer, before the search had to end.',
  },
  may_fail: {
    levels: 'warning',
    means:
      'A request (the witness) on which the policy cannot be evaluated: a person decides it, and an alarm is raised.',
  },
  fee_unknown: { levels: 'warning', means: 'A request (the witness) whose fee cannot be told.' },
  evidence_unused: { levels: 'warning', means: 'Evidence for a reason that is never given anything.' },
  language_missing: { levels: 'warning', means: 'A text that is not there in a language other texts have.' },
  too_fine_to_publish: {
    levels: 'warning',
    means: 'It tells more cases apart than can be published; it decides all the same.',
  },
  under_the_law: {
    levels: 'warning',
    means:
      'A window shorter than what the law of a country in the scope gives consumers: the standard window than the time to withdraw, or one after which a consumer is refused (the witness) what the law still gives. In decisions the law wins.',
  },
  no_effect: { levels: 'warning', means: 'A holiday period that extends nothing.' },
} as const;
export type PolicyFindingCode = keyof typeof policyFindings;
export const policyFindingCodes = Object.keys(policyFindings) as [PolicyFindingCode, ...PolicyFindingCode[]];
