/** Limits that a number is held against. The format is told in structure-words.ts. */
export const BOUND_WORDS = {
  over: `
    over | above | more than | greater than | higher than | larger than | bigger than | exceeding |
    exceeds | exceed | exceeded | in excess of | beyond | upwards of | > | north of | topping | bigger |
    better than | surpassing | surpassed | older than`,
  atLeast: `
    at least | minimum of | a minimum of | no less than | not less than | no fewer than | not below |
    not under | >= | ≥ | min of | greater than or equal to | more than or equal to | at minimum |
    equal to or more than`,
  under: `
    under | below | less than | fewer than | lower than | smaller than | short of | < | beneath |
    south of | younger than | worse than`,
  atMost: `
    at most | maximum of | a maximum of | no more than | not more than | up to | not over | not above |
    <= | ≤ | max of | less than or equal to | at maximum | equal to or less than`,
  equals: 'exactly | equal to | equals | = | precisely | equal',
  between: 'between | in between | from between | in the range of | in the range',
  orMore: `
    or more | or above | or higher | or over | and above | and over | plus | or greater |
    and up | or better`,
  orLess: `
    or less | or below | or fewer | or lower | and below | or under | and under`,
  /** Parts of a whole, behind a comparator: “more than half of”. “A quarter” is a unit of time. */
  fraction: `
    half | a half | one half | a third | one third | two thirds | three quarters | a fifth | one fifth |
    a tenth | one tenth`,
  /** None at all, where a number follows: “days with no orders”. */
  none: 'no | zero',
  /** Between a thing and the amount it is held against: “orders worth over 500”. */
  worth:
    'worth | valued at | with a value | had a value of | has a value of | have a value of | have had a value of | with a value of | with a total of | totalling | totaling',
  times: 'times | time | x',
  aged: 'aged',
  once: 'once',
  twice: 'twice',
} as const;
