/** Where a period begins and ends, and what came before it. The format is told in structure-words.ts. */
export const TIME_WORDS = {
  since: `
    since | starting | starting from | starting in | beginning in | beginning | from the start of |
    since the start of | since the beginning of | as of | ever since`,
  onwards: `
    on | onward | onwards | and after | and later | forward | until now | till now | to now | to today |
    until today | to date | till today | up to now | up to today | through today`,
  after: 'after | later than | following | past',
  before: 'before | prior to | earlier than | ahead of | up to but not including',
  until: `
    until | till | til | up until | up to | through | thru | until the end of | until end of |
    till end of | through end of | up to end of | to end of | by end of | through the end of |
    up to the end of | till the end of | to the end of | up to and including | ending | ending in`,
  untilSure: `
    through | thru | until the end of | through the end of | until end of | till end of |
    through end of | up to end of | to end of | by end of | up to the end of | till the end of |
    to the end of | up to and including | through to the end of | by the end of`,
  fromWord: 'from | from the start of | from the beginning of | from the first of',
  toWord: `
    to | until | till | through | thru | up to | to the end of | to end of | until end of | until the end of | through the end of |
    - | _ | through to | and the end of | up until | up to and including`,
  /** What came right before the period that is asked about. */
  previous: `
    the period before | the previous period | previous period | the prior period | prior period |
    the preceding period | the one before | the previous one | the time before | period before |
    before that | the same period before | last period | the last period | period over period |
    the one prior | the period prior`,
  previousDay: `
    the day before | the previous day | the prior day | previous day | day before | the preceding day`,
  /** The same day of the week before, of a single day. */
  weekEarlier: `
    the same day last week | same day last week | the same day the week before | same day the week before |
    the same day of the week before | the same day a week earlier | same day a week earlier |
    the same day a week ago | the same day a week before | the same day the previous week |
    the same day of the previous week | the same weekday last week | same weekday last week |
    the same weekday the week before | the same weekday a week earlier | the same weekday a week before |
    a week earlier | one week earlier | a week before | 7 days earlier | seven days earlier`,
  /** Behind a day of the week, or behind “the 30 days”. */
  earlier: 'before | before that | before it | earlier | prior | prior to that | before then',
  previousWeek: `
    the week before | the previous week | the prior week | previous week | week before |
    the preceding week | prior week | a week earlier | the week prior`,
  previousMonth: `
    the month before | the previous month | the prior month | previous month | month before |
    the preceding month | prior month | a month earlier | the month prior | the month earlier |
    one month earlier | a month before | the same period last month |
    same period last month | the same time last month | same time last month |
    the same days last month | same days last month`,
  previousQuarter: `
    the quarter before | the previous quarter | the prior quarter | previous quarter | quarter before |
    the preceding quarter | prior quarter | a quarter earlier | the quarter prior | one quarter earlier`,
  previousYear: `
    the year before | the previous year | the prior year | previous year | year before |
    the preceding year | prior year | a year earlier | the same period last year | same period last year |
    the same time last year | same time last year | the same period a year ago | a year before |
    one year earlier | the same month last year | the same quarter last year | same month last year |
    the same day last year | same day last year |
    same quarter last year | a year ago | the same period the year before |
    the same month a year earlier | the same quarter a year earlier |
    the same period of the previous year | the same period in the previous year |
    the same period the previous year | the same week last year |
    the same months last year | same months last year | the same weeks last year |
    the same quarters last year | the same days last year | the same period of last year |
    the same months a year ago | the same months of last year`,
} as const;
