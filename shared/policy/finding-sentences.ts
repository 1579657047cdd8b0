import type { Texts } from '../contracts/sentences/text.ts';

/** What the check of a policy says, as who writes the policy reads it. A code is never renamed: findings are kept by it. */
export const findingSentences = {
  id_twice: { en: 'This id is used twice.', de: 'Diese Kennung wird zweimal verwendet.' },
  no_such_amount: {
    en: 'The policy has no amount called {name}.',
    de: 'Die Richtlinie hat keinen Betrag namens {name}.',
  },
  policy_too_costly: {
    en: 'With this, the policy may take more than {max} steps.',
    de: 'Mit dieser Bedingung kann die Richtlinie mehr als {max} Schritte brauchen.',
  },

  not_readable: {
    en: 'The condition cannot be read from character {position} on: “{rest}”.',
    de: 'Die Bedingung ist ab Zeichen {position} nicht lesbar: „{rest}“.',
  },
  ends_early: { en: 'Something is missing at the end of the condition.', de: 'Am Ende der Bedingung fehlt etwas.' },
  condition_too_large: {
    en: 'The condition is larger than the {parts} parts, {levels} levels and lists of {elements} that it may have: {detail}',
    de: 'Die Bedingung ist größer als erlaubt ({parts} Teile, {levels} Ebenen, Listen mit {elements} Einträgen): {detail}',
  },
  no_such_fact: {
    en: 'There is no fact called {name}.',
    de: 'Eine Angabe namens {name} gibt es nicht.',
  },
  no_such_name: {
    en: 'There is no {name}; there are: {options}.',
    de: '{name} gibt es nicht. Möglich sind: {options}.',
  },
  wrong_types: {
    en: '“{part}” does not go together: on the left is {left}, on the right {right}.',
    de: '„{part}“ passt nicht zusammen: Links steht {left}, rechts {right}.',
  },
  not_evaluable: {
    en: 'The condition cannot be evaluated: {detail}',
    de: 'Die Bedingung ist nicht auswertbar: {detail}',
  },
  not_true_or_false: {
    en: 'The condition must be true or false, but is {type}.',
    de: 'Die Bedingung muss wahr oder falsch sein; hier steht {type}.',
  },
  no_such_word: {
    en: '“{word}” is no {fact}; there are: {options}.',
    de: '„{word}“ gibt es bei {fact} nicht. Möglich sind: {options}.',
  },
  not_its_form: {
    en: '“{word}” can be no {fact}: it is written like {example}.',
    de: '„{word}“ ist bei {fact} nicht möglich; geschrieben wird es wie {example}.',
  },
  never_its_word: { en: '“{word}” can be no {fact}.', de: '„{word}“ ist bei {fact} nicht möglich.' },
  no_such_function: {
    en: '{name}() is not known here; there are: {options}.',
    de: '{name}() gibt es hier nicht. Möglich sind: {options}.',
  },
  no_such_operator: { en: '“{name}” is not known here.', de: '„{name}“ gibt es hier nicht.' },
  not_whole: {
    en: '{number} is no whole number: money is in minor units, days are whole.',
    de: '{number} ist keine ganze Zahl: Geld steht in der kleinsten Einheit (Cent), und Tage sind ganze Tage.',
  },
  no_such_value: {
    en: 'Only whole numbers, texts, true and false are known here.',
    de: 'Hier gibt es nur ganze Zahlen, Texte, true und false.',
  },
  condition_too_costly: {
    en: 'The condition may take {steps} steps, and {max} are the most: ask less of each element of a list.',
    de: 'Die Bedingung kann {steps} Schritte brauchen, erlaubt sind {max}: Fragen Sie je Listeneintrag weniger ab.',
  },

  no_common_currency: {
    en: 'There is no currency in which all amounts are stated: every request would go to a person.',
    de: 'In keiner Währung sind alle Beträge angegeben: Jede Anfrage ginge an einen Menschen.',
  },
  amount_lacks_currency: {
    en: '{name} is not stated in {currencies}, as other amounts are: requests in {currencies} go to a person.',
    de: '{name} ist anders als andere Beträge nicht in {currencies} angegeben: Anfragen in {currencies} gehen an einen Menschen.',
  },
  text_lacks_language: {
    en: 'There is no text for {languages}, as other texts have.',
    de: 'Hier fehlt der Text für {languages}; andere Texte haben ihn.',
  },
  period_extends_nothing: {
    en: 'No window of goods delivered from {from} on ends before {until}: the period extends nothing.',
    de: 'Für Ware, die ab dem {from} geliefert wird, endet keine Frist vor dem {until}: Der Zeitraum verlängert nichts.',
  },
  evidence_never_asked: {
    en: 'Requests for {reason} are never given anything, so nobody is asked for this evidence.',
    de: 'Anfragen wegen {reason} wird nie etwas angeboten, darum wird dieser Nachweis nie verlangt.',
  },
  fees_over_whole: {
    en: 'The fees of {id} can add up to {percent} % of what the goods are worth.',
    de: 'Die Gebühren von {id} können zusammen {percent} % des Warenwerts erreichen.',
  },
  fees_over_value: {
    en: 'The fees of {id} would be {total} for goods worth {value}: they are cut to that.',
    de: 'Die Gebühren von {id} lägen bei {total} für Ware im Wert von {value}: Sie werden auf diesen Wert gekürzt.',
  },
  fee_needs_facts: {
    en: 'Some requests are answered by this and their fees cannot be told: the {kind} fee needs the condition of the goods and their age.',
    de: 'Für manche Anfragen, die dies beantwortet, stehen die Gebühren nicht fest: Die Gebühr {kind} braucht Zustand und Alter der Ware.',
  },
  fee_without_row: {
    en: 'Some requests are answered by this and their fees cannot be told: no {kind} fee is stated for {condition} goods after {days} days.',
    de: 'Für manche Anfragen, die dies beantwortet, stehen die Gebühren nicht fest: Für Ware im Zustand {condition} ist nach {days} Tagen keine Gebühr {kind} angegeben.',
  },
  scope_shared: {
    en: '{other} would decide the same lines as {own}, and neither is the narrower one: narrow a scope, end that one, or save this as its next version.',
    de: '{other} würde dieselben Positionen entscheiden wie {own}, und keine der beiden ist enger gefasst: Grenzen Sie einen Geltungsbereich ein, beenden Sie die andere, oder speichern Sie diese als deren nächste Version.',
  },
  terms_too_fine: {
    en: 'It tells more cases apart than can be published: customers will not be able to read its terms.',
    de: 'Sie unterscheidet mehr Fälle, als sich veröffentlichen lassen: Kundinnen und Kunden können ihre Bedingungen nicht nachlesen.',
  },
  always_holds: { en: 'The condition of {id} always holds.', de: 'Die Bedingung von {id} ist immer erfüllt.' },
  rest_never_answers: {
    en: 'The condition of {id} always holds. Rules after it never answer: there are {count}.',
    de: 'Die Bedingung von {id} ist immer erfüllt. Regeln danach kommen nie zum Zug, hier {count}.',
  },
  never_holds: { en: 'The condition of {id} never holds.', de: 'Die Bedingung von {id} ist nie erfüllt.' },
  reach_unknown: {
    en: 'Of {count} of the rules no request was found that they answer, and the check had to end before it was sure.',
    de: 'Bei {count} der Regeln fand sich keine Anfrage, die sie beantworten, und die Prüfung musste enden, ehe es sicher war.',
  },
  shadowed: {
    en: '{id} never answers: whenever it holds an earlier rule is met first, here {by}.',
    de: '{id} kommt nie zum Zug: Immer wenn ihre Bedingung erfüllt ist, greift vorher eine andere Regel, hier {by}.',
  },
  shadowed_in_places: {
    en: '{id} never answers for {places}: {by} is met first, and does not ask for {facts}. Let it ask, or put it later.',
    de: '{id} kommt bei {places} nie zum Zug: Vorher greift {by}, ohne nach {facts} zu fragen. Lassen Sie diese Regel danach fragen, oder stellen Sie sie weiter nach hinten.',
  },
  window_under_withdrawal: {
    en: '“{window}” is {days} days, but consumers can withdraw for {least} days ({country}: {article}). The law wins; say so in the policy.',
    de: '„{window}“ sind {days} Tage, Verbraucher können aber {least} Tage lang widerrufen ({country}: {article}). Das Gesetz geht vor; nennen Sie es auch in der Richtlinie.',
  },
  window_under_conformity: {
    en: '“{window}” is {days} days, and faults are refused after it; but sellers answer to consumers for {length} ({country}: {article}). The law wins; say so in the policy.',
    de: '„{window}“ sind {days} Tage, und danach werden Mängel abgelehnt; Verkäufer haften Verbrauchern aber {length} ({country}: {article}). Das Gesetz geht vor; nennen Sie es auch in der Richtlinie.',
  },
  needs_unknown: {
    en: 'Some requests cannot be decided by this, and go to a person with an alarm: {id} needs {name}, which is not known of them.',
    de: 'Manche Anfragen lassen sich damit nicht entscheiden und gehen mit einem Alarm an einen Menschen: {id} braucht {name}, und das ist bei ihnen nicht bekannt.',
  },
  divides_by_zero: {
    en: 'Some requests cannot be decided by this, and go to a person with an alarm: {id} divides by zero.',
    de: 'Manche Anfragen lassen sich damit nicht entscheiden und gehen mit einem Alarm an einen Menschen: {id} teilt durch null.',
  },
  may_fail: {
    en: 'Some requests cannot be decided by this, and go to a person with an alarm: {detail}',
    de: 'Manche Anfragen lassen sich damit nicht entscheiden und gehen mit einem Alarm an einen Menschen: {detail}',
  },
} as const satisfies Texts;
