/** Numbers held against each other, and over time. The format is told in structure-words.ts. */
export const CHANGE_WORDS = {
  compare: `
    how much more | how much less | how many more | how many fewer | how many less | how much higher |
    how much lower | how many times higher | how many times more | how many times larger |
    how many times bigger | how many times greater | how many times as much | how many times as many |
    how many times as high | how much better | how much worse | how much bigger | how much smaller |
    compare | compared | compares | comparing | comparison | comparison of | comparison between |
    a comparison of | compare between | contrast | difference | difference in | difference between |
    the difference between | how do | side by side | differ | stack up`,
  versus: `
    vs | versus | against | compared to | compared with | in comparison to | in comparison with |
    as compared to | as compared with | relative to | v | compare to | compare with | compares to |
    compares with | stack up against | as opposed to | than | than in | than for | compare against |
    and compare to | and compare it to | and compare with | and compare it with | compare it to |
    compare it with | compare that to | compare that with | compare this to | compare this with |
    compare to the | change from | up on | down on | up from | down from`,
  comparative: 'more | less | fewer | higher | lower | better | worse | bigger | smaller | larger | greater',
  change: `
    change | changed | changes | change in | growth | growth in | growth of | growth rate |
    growth rate of | grow | grew | grown | increase | increase in | increased | decrease | decrease in |
    decreased | decline | decline in | declined | drop in | rise | risen | rose | fall | fell | fallen |
    went up | gone up | go up | went down | gone down | go down | up or down | percent change |
    percentage change | percent change in | percentage change in | change in percent | percent growth |
    percentage growth | growth percentage | shrink | shrunk | shrank | improve | improved | growing |
    shrinking | declining | increasing | decreasing | rate of change | rate of growth | delta | rising |
    falling | development | move | moved | dropped`,
  /** The changes that go down. */
  falling: `
    decrease | decrease in | decreased | decline | decline in | declined | drop in | fall | fell |
    fallen | went down | gone down | go down | shrink | shrunk | shrank | declining | decreasing |
    falling | shrinking | down on | down from | dropped | drop | drops`,
  /** The changes that are meant in per cent. */
  growing: `
    growth | growth in | growth of | growth rate | growth rate of | grow | grew | grown | growing |
    percent growth | percentage growth | growth percentage | rate of growth | percent change |
    percentage change | percent change in | percentage change in`,
  yearOverYear: `
    year over year | year on year | yoy | y o y | y y | year over year change in | year over year growth |
    versus the year before | than the year before | compared to the year before |
    compared with the year before`,
  monthOverMonth: 'month over month | month on month | mom | m o m | month to month',
  quarterOverQuarter: 'quarter over quarter | quarter on quarter | qoq | quarter to quarter',
  weekOverWeek: 'week over week | week on week | wow | week to week',
  dayOverDay: 'day over day | day on day | dod | day to day',
  trend: `
    over time | trend | trends | trend of | trend in | trend for | trends in | timeline | timeline of |
    time series | time series of | history | history of | evolution | evolution of | evolve | evolved |
    develop | developed | through time | with time | across time | progression | progress | progressed |
    over the months | trending | trended | trendline`,
  cumulative: `
    cumulative | cumulated | cumulatively | running total | running total of | running sum |
    running sum of | accumulated | running | cumulative total of | cumulative sum of`,
  rolling: `
    rolling | moving | trailing | rolling average | moving average | trailing average | rolling mean |
    moving mean | rolling average of | moving average of | rolling avg | moving avg | sliding | sma |
    smoothed`,
} as const;
