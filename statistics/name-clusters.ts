/** Names for clusters of customers, from where their centres lie. */

/** A centre in standard deviations from the mean customer; positive recency is long ago. */
export interface ClusterTraits {
  readonly recency: number;
  readonly frequency: number;
  readonly monetary: number;
  /** How settled the taste is. */
  readonly contentAffinity?: number;
  /** How settled the channel is. */
  readonly channelAffinity?: number;
  /** What most members like, and where they are met most: they tell alike clusters apart. */
  readonly interest?: string;
  readonly channel?: string;
}

export interface ClusterName {
  readonly name: string;
  readonly description: string;
}

/** This far from the mean, in standard deviations, is worth a word; twice as far a strong one. */
const NOTABLE = 0.4;
/** A centre this near the mean in everything is the ordinary customer. */
const ORDINARY = 0.25;

/** The first rule that holds names the cluster. */
const RULES: readonly { readonly name: string; readonly holds: (traits: ClusterTraits) => boolean }[] = [
  {
    name: 'Champions',
    holds: ({ recency, frequency, monetary }) =>
      recency < 0 && frequency >= NOTABLE * 2 && monetary >= NOTABLE * 2,
  },
  {
    name: 'Everyday Customers',
    holds: ({ recency, frequency, monetary }) =>
      Math.max(Math.abs(recency), Math.abs(frequency), Math.abs(monetary)) < ORDINARY,
  },
  {
    name: 'Lapsed Big Spenders',
    holds: ({ recency, monetary }) => recency >= NOTABLE && monetary >= NOTABLE * 2,
  },
  {
    name: 'Big Spenders',
    holds: ({ frequency, monetary }) => monetary >= NOTABLE && monetary - frequency >= NOTABLE,
  },
  {
    name: 'At Risk',
    holds: ({ recency, frequency, monetary }) => recency >= NOTABLE && Math.max(frequency, monetary) > 0,
  },
  { name: 'Lost', holds: ({ recency }) => recency >= NOTABLE },
  { name: 'Loyal Customers', holds: ({ frequency }) => frequency >= NOTABLE },
  { name: 'Recent Newcomers', holds: ({ recency, frequency }) => recency <= -NOTABLE && frequency <= 0 },
  { name: 'Potential Loyalists', holds: ({ recency }) => recency < 0 },
  { name: 'Occasional Customers', holds: () => true },
];

/** What each trait is called from low to high. */
const WORDS = {
  recency: [
    'last bought very recently',
    'last bought recently',
    'last bought a while ago',
    'last bought long ago',
  ],
  frequency: ['buy very rarely', 'buy rarely', 'buy often', 'buy very often'],
  monetary: ['spend very little', 'spend little', 'spend well', 'spend a great deal'],
  contentAffinity: ['very mixed tastes', 'mixed tastes', 'a settled taste', 'one clear interest'],
  channelAffinity: ['on any channel', 'on several channels', 'mostly on one channel', 'on one channel only'],
} as const;

/** The ends of several alike clusters: among Lost customers, those who spent most did not spend a great deal. */
const EXTREMES = {
  recency: ['most recent', 'longest away'],
  frequency: ['least often', 'most often'],
  monetary: ['spending least', 'spending most'],
  contentAffinity: ['most mixed tastes', 'clearest interest'],
  channelAffinity: ['most channels', 'fewest channels'],
} as const;

type Trait = keyof typeof WORDS;
const TRAITS = Object.keys(WORDS) as Trait[];

/**
 * A name and a sentence for each cluster, in the order given; names are unique. Alike clusters are told apart by their
 * interest or channel where these differ, else by the trait they differ in most.
 */
export function nameClusters(clusters: readonly ClusterTraits[]): ClusterName[] {
  const names = clusters.map((traits) => RULES.find(({ holds }) => holds(traits))?.name ?? '');
  const taken = new Set<string>();
  return clusters.map((traits, at) => {
    const name = names[at] as string;
    const alike = clusters.filter((_, other) => names[other] === name);
    const wanted = alike.length > 1 ? `${name}, ${distinction(traits, alike)}` : name;
    let unique = wanted;
    for (let count = 2; taken.has(unique); count++) unique = `${wanted} (${count})`;
    taken.add(unique);
    return { name: unique, description: describe(traits) };
  });
}

/** What sets one of several alike clusters apart from the others. */
function distinction(traits: ClusterTraits, alike: readonly ClusterTraits[]): string {
  for (const of of ['interest', 'channel'] as const) {
    const values = alike.map((other) => other[of]);
    if (traits[of] && new Set(values).size === alike.length) return traits[of];
  }
  const spread = (trait: Trait) => {
    const values = alike.map((other) => other[trait] ?? 0);
    return Math.max(...values) - Math.min(...values);
  };
  const widest = TRAITS.reduce((best, trait) => (spread(trait) > spread(best) ? trait : best));
  const values = alike.map((other) => other[widest] ?? 0);
  const [least, most] = EXTREMES[widest];
  if ((traits[widest] ?? 0) === Math.min(...values)) return least;
  return (traits[widest] ?? 0) === Math.max(...values) ? most : 'in between';
}

function describe(traits: ClusterTraits): string {
  const told = TRAITS.flatMap((trait) => {
    const level = traits[trait] ?? 0;
    if (Math.abs(level) < NOTABLE) return [];
    const strong = Math.abs(level) >= NOTABLE * 2;
    const words = WORDS[trait];
    return [level < 0 ? words[strong ? 0 : 1] : words[strong ? 3 : 2]];
  });
  const doing = told.filter((words) => /^(last|buy|spend)/.test(words));
  const having = told.filter((words) => !doing.includes(words));
  const likes = [
    ...having,
    ...(traits.interest ? [`most like ${traits.interest}`] : []),
    ...(traits.channel ? [`most come by ${traits.channel}`] : []),
  ];
  const first = doing.length > 0 ? `They ${listed(doing)}` : 'They buy and spend like the average customer';
  return `${[first, ...likes].join('; ')}.`;
}

function listed(words: readonly string[]): string {
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : (words[0] ?? '');
}
