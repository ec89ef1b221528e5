/** What the shop and its customers do. The format is told in structure-words.ts. */
export const DEED_WORDS = {
  /** What a shop does: with “how much” it asks for revenue. */
  sell: `
    sell | sold | selling | sells | being sold | got sold | get sold | move | moved | shift | shifted`,
  earn: `
    make | made | makes | making | earn | earned | earns | take in | took in | bring in | brought in |
    brings in | bring | brings | brought | generate | generated | generates | take | took | pull in | pulled in |
    produced | rake in | raked in | deliver | ring up | rung up | turn over | turned over`,
  money: 'money | cash | in money | in sales | in revenue | worth of',
  spent: 'spend | spent | spends | spending | invest | invested',
  onMarketing: `
    on marketing | on ads | on advertising | on ad campaigns | on adverts | in marketing | for marketing |
    for advertising | for ads | on campaigns | on promotion | into marketing | into ads | in ads |
    in advertising | marketing | advertising | ads | for our marketing | on our marketing`,
  /** What customers do. */
  buy: `
    buy | bought | buys | buying | purchase | purchased | purchasing | ordered |
    placed an order | placed orders | placed at least one order | placed any order | place an order |
    made a purchase | make a purchase | made purchases | made at least one purchase | bought something |
    bought anything | buy something | buy anything | purchased something | purchased anything |
    ordered something | ordered anything | shopped | shop | shopped with us | bought from us |
    ordered from us | purchased from us | bought with us | buy from us | were active | was active |
    transacted | place orders | place order | placed order | bought at least once |
    ordered at least once | purchased at least once | bought goods | bought products | bought items |
    bought a product | bought an item | made an order | made orders | order from us | with a purchase |
    with at least one purchase | with at least one order`,
  /** With a number, these say whose: customers who had bought before. */
  repeat: 'repeat | repeated | repeating',
  /** Neutral between a metric and what came of it. */
  happen: `
    receive | received | place | placed | process | processed | come | came | coming | come in | came in |
    achieve | achieved | collect | collected | record | recorded | see | saw | seen | given | give out |
    gave | granted | grant | charge | charged | incur | incurred | book | booked | made | happened |
    took place | were there | was there | log | logged | taken | handed out | hand out | give away |
    gave away | given away | accumulate | realise | realised | realize | realized | reach | reached |
    hit | fulfil | fulfilled | serve | served | purchase | purchased | serve in | with us | from us |
    through | pay | paid for | issue | issued`,
  /** Goods that came back: in money, or in pieces. */
  returned: 'returned | refunded | sent back',
  /** With customers, these say that they are new. */
  acquire: `
    acquire | acquired | gain | gained | win | won | attract | attracted | welcome | welcomed | onboard |
    onboarded | newly acquire | pick up | picked up | bring on | sign | signed`,
  /** With customers, these may say that they are new. */
  get: 'get | gets | got | gotten | gotten in | add | added',
  /** “how did X do”: no metric named, revenue by convention. */
  perform: `
    show how | show me how | show us how | tell me how | see how | how did | how does | how has | how have | how was | how were | how well did | how do | how are |
    perform | going | coming along | performed | performs | performing | performance | performance of | doing | doing in | done |
    fare | fared | go | went`,
} as const;
