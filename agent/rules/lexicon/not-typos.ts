/**
 * English words that lie a letter or two from a word of ours and mean something else: never “repaired”.
 * Data: whenever a repair would put words into somebody's mouth, add the word here.
 */
const WORDS = `
  accept apparent border borders conversation conversations costume costumes custom customs dairy deliver
  delivered delivering delivers expect expected marketer marketers match merch marsh mouth older pride
  prince prize prizes quartet revenge scale scales scare send shape sharp shark shame shade shore spare
  spent stare speed state stage tonal tread treat unity unites united weather planes plants score scores
  offer offers officer officers average chain china chile canada mexico london boston dallas denver
  houston seattle austin miami paris berlin texas florida nevada oregon ohio utah maine idaho iowa alaska
  hawaii georgia virginia carolina columbia england jersey york washington profit profits margin margins
  market contact contacts content contents compete complete company companies campaign product produce
  project projects production promotion prediction reason reasons review reviews reviewers resellers
  retail retailer retain retire return churn session suspend staff stuff stock stocks story stores storage
  supplier suppliers support target ticket tickets tired trade train travel truck under usage value vendor
  visit voice whole world worth waste weight wealth wealthy height length growth grown group guest guests
  people person places plaza loyalty royalty vacation location education generation gene genre genres
  render tender sender coupe couple couples course courses council country county counties cities sites
  clocks chicks cliques email emails mailed mails formal normal moral manly nightly rightly hourly yearn
  years discounted recounts accounts account amounts mounts counts devices advice advise services service
  shipped shopper shipper shippers chopper buyer player layer later water waiter bottom button cotton
  unlike online offline inline outline decline baseline deadline airline machine medicine cancel cancelled
  canceled cancels refunded rejected excepted projected protected predicted produced reduced induced
  pending spending sending lending ending trending tending attending abandoned abandon returned profitable
  notable stable unstable cable fable table tables tablet tablets label labels level lever
  augusta augustus augustine augustin julia julie julian juliet juneau junior mayo maya mayor marche avril
  calculated computed defined measured determined derived octavia satin sunder monica`;

export const NOT_TYPOS: ReadonlySet<string> = new Set(WORDS.trim().split(/\s+/u));
