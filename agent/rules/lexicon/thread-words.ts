/** How a message leans on the one before. The format is told in structure-words.ts. */
export const THREAD_WORDS = {
  /** Marks a fragment that leans on the question before. */
  followUp: `
    and | what about | how about | and what about | and how about | same | the same | same for |
    the same for | same thing for | the same thing for | same but for | same question for |
    same again for | same thing | the same thing | same but | the same but | do the same for | instead |
    also | now | then | but | ok and | okay and | that | it | them | this | those | these | and now |
    now only | only | just | make it | make that | switch to | change to | change it to | change that to |
    use | with | too | further | same in | the same in | repeat for | repeat that for |
    again for | what if only | do that | do it | do this | and then | rather | and in | and for |
    and only | as | show it | show that | show them | show this | show me that | show me it | split that |
    break that down | break it down | break this down | break them down | drill down | drill into |
    zoom in on | zoom into | zoom in | focus on | here | there | the same one | same as before |
    as before`,
  add: `
    add | include | also | also show | add the | too | also add | in addition | additionally | as well |
    with | further | also include`,
  instead: `
    instead | rather | instead of that | make it | make that | switch to | change to | change it to |
    change that to | replace with | but`,
  together: `
    together | both together | all together | taken together | put together | added up | all added up |
    both added up | add them up | add both up | add up | add it up | sum them up | sum it up | sum up |
    summed up | combined | both combined | all combined | as one number | in one number | as a total`,
  apart: `
    each by itself | each on its own | each separately | each alone | separately | individually | apart |
    one by one | each of them separately | each one by itself | split them up | broken out | split up`,
  clear: `
    remove the filter | remove the filters | remove all filters | remove filters | remove filter |
    clear the filter | clear filters | clear the filters | clear all filters | without the filter |
    without the filters | without filters | drop the filter | drop the filters | drop all filters |
    no filter | no filters | reset the filters | reset filters | for everything | without any filter |
    without any filters | take off the filter | undo the filter | for everyone | for all of them |
    unfiltered | without filter`,
  reverse: `
    reverse | reverse the order | reverse it | reverse order | flip the order | flip it |
    the other way round | the other way around | in reverse | in reverse order`,
} as const;
