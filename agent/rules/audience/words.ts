/**
 * The words of questions about people, by what they do. Data: a new phrase is one more entry, after a bar.
 * A word that could change who is meant never belongs to `lead`, `filler` or `tail`.
 */
import { phrasesOf } from '../phrases.ts';
import type { Token } from '../text/lexer.ts';

const CLASSES = {
  /** Opens a question for people to be listed. */
  lead: `
    show | show me | show us | list | list all | list me | find | find me | find all | find us | give me | give us | get | get me |
    get us | suggest | suggest me | recommend | recommend me | select | pick | display | fetch | search for | look for | look up |
    identify | which | what | who are | who are the | which are | what are | i need | i want | we need | we want | i am looking for |
    we are looking for | i would like | i would like to see | looking for | are there | is there | tell me | tell me which |
    can you find | can you show me | can you list | could you find | please | can you | could you | would you | build | create |
    build an audience of | create an audience of | an audience of | audience of | give me a list of | a list of | list of |
    the list of | show me a list of | who should we target | who should i target | let us see | let me see | see | target | hi | hello | hey |
    i want to see | we want to see | i want to find | i need to find | help me find | all | all the | every | any | the | some | our | my | of our | of the`,
  count: 'how many | how many of our | number of | the number of | count | count the | count of | count all',
  people: `
    customers | customer | users | user | people | persons | shoppers | shopper | clients | client | visitors | visitor |
    everyone | everybody | anyone | anybody | is anyone | is anybody | those | members | contacts | folks | subscribers | consumers | ones | audience | person`,
  /** People who, by this name alone, bought. */
  buyers: 'buyers | buyer | purchasers | purchaser',
  fans: 'fans | fan | lovers | lover | enthusiasts | enthusiast',
  who: 'who | that | which | whose | who have | who has | who had | that have | that had | having | who also | who did | that did | either | who either',
  whose: 'whose',
  and: 'and | and also | as well as | and who | and that | and have | and are | plus | along with | also | and has',
  or: 'or | or who | or that | or have | or are | or else',
  but: 'but | but who | but that | but have | however | yet | and yet | though | although | but also | but are',
  neither: 'neither',
  nor: 'nor | or',
  not: `
    not | did not | do not | does not | have not | has not | had not | are not | is not | were not | was not | no | without | never |
    have never | has never | had never | did never | excluding | except | except for | apart from | other than | minus | but not | ever not`,
  never: 'never | have never | has never | had never | did never',
  have: 'have | has | had | did | do | does | have also | has also | also | ever | have ever | have already | already | have recently',
  are: 'are | is | were | was | be',
  filler:
    'the | a | an | any | some | our | of | all | their | his | her | ever | also | at all | already | currently | ones | either',
  buy: `
    bought | buy | buys | purchased | purchase | purchases | ordered | order | orders | shopped | shop | shopped for | buying | got | acquired |
    made a purchase | made purchases | made any purchase | made at least one purchase | placed an order | placed orders | placed any order |
    made an order | made a purchase of | placed an order for | placed orders for | were buying | transacted |
    made purchases of | purchasing | ordering | buyers of | bought from us | ordered from us`,
  useCoupon:
    'used a coupon | used coupons | used any coupon | used the coupon | used a voucher | used vouchers | used a promo code | used a discount code | redeemed a coupon | redeemed coupons | redeemed a voucher | use a coupon | use coupons | use any coupon | use a voucher | use vouchers | redeem a coupon',
  repeaters:
    'repeat customers | repeat buyers | repeat purchasers | repeat shoppers | repeat customer | repeat buyer',
  oneTimers: 'one time customers | one time buyers | one time shoppers | single purchase customers',
  boughtAgain:
    'came back after their first order | came back after the first order | came back after their first purchase | came back for a second order | came back for another order | came back for more | placed a second order | made a second purchase | bought again | ordered again | purchased again | bought a second time | ordered a second time | reordered | ordered more than once | bought more than once | came back to buy again',
  comeBack:
    'come back | came back | returned to us | come back to us | came back to us | buy again | bought again | order again | ordered again',
  giveBack: 'returned | return | returns | sent back | gave back | send back | brought back | refunded',
  view: `
    viewed | view | views | looked at | look at | looking at | browsed | browse | browsed through | visited | visit | saw | seen | have seen |
    checked | clicked on | visited the site | visited our site | visited the website | visited our website | visited the shop | visited our shop |
    visited the store | visited our store | came to the site | came to our site | came to the website | came to our website | were on the site | were on our website | browsed the site | viewed a page of | viewing | browsing | browsed for | looked for | were looking at`,
  addToCart: 'added | add | put | have added | placed',
  toCart: `
    to cart | to the cart | to their cart | to their carts | to basket | to the basket | to their basket | to their baskets |
    in the cart | in their cart | in their carts | in cart | in the basket | in their basket | into the cart | into their cart | into the basket |
    to a cart | to a basket | in a cart | to bag | to their bag`,
  checkout:
    'started checkout | started the checkout | started a checkout | began checkout | began the checkout | began to check out | reached checkout | reached the checkout | went to checkout | started to check out | start checkout | start the checkout | begin checkout',
  spend:
    'spent | spend | spends | paid | pay | have spent | spending | spent a total of | spent in total | spent altogether',
  spendOn: 'on | for',
  place: 'place | placed | made | make',
  anything:
    'anything | something | any product | any products | products | product | items | item | things | goods | any item | any items | a product | an item | stuff | at all',
  nothing: 'nothing | nothing at all | no product | no products | no items',
  nothingElse: 'nothing else | and nothing else | but nothing else | only | nothing but',
  only: 'only | nothing but | just | exclusively | solely',
  times: 'times | time | x | occasions | separate times | different times',
  twice: 'twice | two times',
  once: 'once | one time',
  orders: 'orders | order | purchases | purchase | transactions | transaction',
  units: 'units of | units | pieces of | pieces | pairs of | items of | pcs of | pcs | pair of',
  withWord:
    'with | who have | that have | having | whose | have | has | had | with a | with an | who had | and with',
  averageOrder:
    'average order | average order value | average order size | average basket | average basket value | aov | an average order value | an average order | average spend per order | mean order value',
  liveIn: `
    in | from | based in | living in | located in | live in | lives in | living around | who live in | residing in | reside in | come from | of | are in | are from |
    are based in | are located in | that live in | out of | whose location is | whose country is | whose city is | in the city of | from the city of | for | at`,
  outside:
    'outside | outside of | not in | not from | not living in | not based in | living outside | living outside of | live outside | live outside of | lives outside | residing outside | except in | except from | anywhere but | not located in',
  aged: 'aged | age | ages | of age | between the ages of | of the ages | in the age group | in the age range | who are aged | whose age is',
  yearsOld: 'years old | year olds | years of age | years | yo | year old | y o',
  olderThan: 'older than | over the age of | above the age of | over age | aged over | above age',
  youngerThan: 'younger than | under the age of | below the age of | under age | aged under | below age',
  theirDecade: 'in their | in the',
  email: 'e mail | email | e mails | emails | newsletter | e mailing | mail',
  whatsapp: 'whatsapp | whats app | whatsapp messages',
  sms: 'sms | text message | text messages | texts | text',
  consent: 'consent | consents | opt in | permission | permissions | marketing consent',
  consented:
    'consented to | agreed to | agreed to receive | agreed to get | agreed to be contacted by | want to receive | want to get | allowed | opted in to | opted into | opted in for | gave consent to | gave consent for | gave permission for | said yes to | allow | accept | accepted | subscribed to | consent to | agree to | signed up for | gave us consent for',
  /** “who may we mail”. */
  reach:
    'can | may | could | may we | can we | we may | we can | could we | we could | may i | can i | i may | i can | are we allowed to | we are allowed to | am i allowed to | i am allowed to',
  reachVerb: `
    reach | reach by | reach on | reach via | reach through | contact | contact by | contact on | contact via | write to by | write to on | message on | message by |
    message via | be contacted on | be contacted via | be reached on | be reached via | be reached through | be written to by | be texted on | receive | get | send | send a | send an | be reached by | be contacted by | talk to on | target by | target on | target via | address by`,
  refused:
    'refused | opted out of | declined | said no to | unsubscribed from | opted out from | withdrew consent for',
  segment: 'segment | segments | the segment | our segment | audience',
  inSegment:
    'in | from | in the | belong to | belonging to | belong to the | members of | member of | are | who are | are in | are in the | are members of | of | part of | are part of | of the | from the | in the segment | in segment | in our | who belong to | of segment | called | named',
  inactive:
    'inactive | dormant | been inactive | gone quiet | been away | not been active | not been seen | not been here | silent | been silent | not active | lapsed | not visited | not come back | not been on the site | not been on our site | not been on the website | not been on our website | not been in the shop | not visited the site | not visited our site | stayed away',
  stopped:
    'stopped buying | stopped ordering | stopped shopping | stopped purchasing | have stopped buying | quit buying',
  left: 'churned | have churned | has churned | left us | have left us | defected | walked away | stopped buying',
  vip: 'vip | vips | very important customers',
  bigSpender:
    'big spenders | big spender | high spenders | high spender | heavy spenders | heavy spender | top spenders | top spender | high value | whales | whale | big ticket',
  teenager: 'teenagers | teenager | teens | teenage',
  abandoned: `
    abandoned their cart | abandoned their carts | abandoned a cart | abandoned the cart | abandoned carts | abandoned cart | abandoned their basket |
    abandoned their baskets | abandoned a basket | abandoned baskets | abandoned basket | abandon their cart | abandon carts | abandoned shopping carts |
    left something in the cart | left something in their cart | left items in the cart | left items in their cart | left things in their cart`,
  abandoners:
    'cart abandoners | cart abandoner | basket abandoners | abandoned carts | abandoned baskets | abandoned shopping carts',
  active: 'active | been active | been here | visited us | been seen',
  joined:
    'joined | signed up | registered | joined us | created an account | enrolled | became members | became a member | subscribed',
  firstBought:
    'first bought | first ordered | first purchased | became customers | became a customer | made their first purchase | placed their first order | first shopped | whose first order was | whose first purchase was | first order was | first purchase was | had their first order | did their first order | bought for the first time | bought something for the first time | bought from us for the first time | placed an order for the first time | shopped for the first time | ordered for the first time | made a first purchase',
  lastBought:
    'last bought | last ordered | last purchased | last shopped | last order is | last purchase is | last order lies | whose last order is | whose last purchase is | whose last order was | whose last purchase was | last order was | last purchase was | made their last purchase | placed their last order | bought last | ordered last',
  firstSeen: 'first seen | were first seen | first visited | first came',
  lastSeen: 'last seen | were last seen | last visited | last came',
  ago: 'ago',
  high: 'high | a high | higher | very high | elevated | an elevated | the highest | big | strong',
  low: 'low | a low | lower | very low | little | hardly any | small',
  churn:
    'churn risk | risk of churn | risk of churning | churn probability | probability of churn | chance of churning | risk of leaving | likelihood to churn | churn score | churn likelihood | chance of leaving',
  likelyToChurn:
    'likely to churn | likely to leave | about to churn | about to leave | at risk of churning | at risk of churn | at risk of leaving | going to churn | might churn | may churn | we are about to lose | we might lose | we may lose | we could lose | we risk losing | we are at risk of losing | at high risk of churn | at high risk of churning',
  lifetimeValue:
    'lifetime value | customer lifetime value | ltv | clv | cltv | expected value | predicted lifetime value',
  engagement: 'engagement | engagement score | engagement scores | an engagement | an engagement score',
  luxury: 'luxury | luxurious | high end',
  buyLuxury:
    'buy luxury | bought luxury | buys luxury | buy luxury items | bought luxury items | buy luxury products | bought luxury products | purchase luxury',
  favouriteColour:
    'favourite colour is | favorite color is | favourite color is | favorite colour is | favourite colour | favorite color | favourite color | favorite colour | preferred colour is | preferred color is | preferred colour | preferred color',
  prefer:
    'prefer | prefers | preferred channel is | preferred channel | favourite channel is | preferring | prefer to be reached by | prefer the channel',
  interested: `
    interested in | are interested in | is interested in | with an interest in | with interest in | who like | like | likes | love | loves | loving |
    into | are into | enjoy | enjoys | with a taste for | have a taste for | fond of | are fond of | keen on | are keen on | passionate about | are passionate about | crazy about |
    who may like | who might like | may like | might like | would like | would love | might love | would enjoy | might enjoy | have an interest in | with a liking for | an interest in | a taste for |
    showing interest in | show interest in | care about | who care about | with a passion for | likely to be interested in | might be interested in | may be interested in | could be interested in | would be interested in | with a love of | with a love for | drawn to | are drawn to`,
  for: 'for | to target for | suitable for | suited for | suited to | right for | that fit | who fit | who would fit | fitting for | to invite to | should i invite to | should we invite to | should be invited to | should i target for | should we target for | should i pick for | should we pick for | for whom to send | matching',
  tail: 'please | yet | so far | until now | to date | thanks | thank you | in total | altogether | overall | in all | there | here | do we have | have we got | have we | are there | is there | we have | exist | are they | right now | now | today | currently | for me | for us | at the moment',
} as const;

export type AudienceClass = keyof typeof CLASSES;

const PHRASES = phrasesOf(
  (Object.entries(CLASSES) as [AudienceClass, string][]).flatMap(([name, phrases]) =>
    phrases.split('|').map((phrase) => [phrase.trim().split(/\s+/u), name] as const),
  ),
  false,
);

/** Where the longest phrase of the class that begins at `at` ends, or null where none does. */
export function after(tokens: readonly Token[], at: number, name: AudienceClass): number | null {
  const found = PHRASES.at(tokens, at).filter(({ meanings }) => meanings.includes(name));
  const longest = found.at(-1);
  return longest ? at + longest.length : null;
}

/** Every single word of the lexicon, for spelling repair and to know where a name ends. */
export const AUDIENCE_WORDS: ReadonlySet<string> = new Set(
  Object.values(CLASSES).flatMap((phrases) => phrases.split(/[\s|]+/u).filter((word) => word !== '')),
);
