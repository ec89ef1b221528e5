/**
 * Where the demo's customers live. Names are common ones put together at random; telephone numbers come
 * from the ranges that regulators keep free for fiction (FCC 555-01xx, Ofcom drama numbers, the
 * Bundesnetzagentur's and Arcep's), so that nobody is ever called.
 */
export interface Country {
  readonly name: string;
  readonly women: readonly string[];
  readonly men: readonly string[];
  readonly lastNames: readonly string[];
  /** Prefixes in E.164, each followed by `digits` free digits. */
  readonly phones: { readonly prefixes: readonly string[]; readonly digits: number };
}

export interface Place {
  readonly city: string;
  readonly country: Country;
  readonly weight: number;
}

const words = (text: string) => text.split(' ');
const NORTH_AMERICAN_AREAS = words(
  '201 202 203 206 212 213 214 215 216 301 303 305 310 312 313 314 317 323 347 404 408 410 412 414 415 425 ' +
    '502 503 504 510 512 513 602 610 612 614 615 617 619 646 702 704 713 718 720 773 801 813 816 872',
);

const germany: Country = {
  name: 'Germany',
  women: words('Anna Lena Sophie Marie Clara Greta Hanna Ida Jule Katrin Lotte Mara Nele Paula Ronja Svenja'),
  men: words('Anton Ben Carl David Emil Felix Georg Henrik Jonas Karsten Leon Moritz Nils Oskar Paul Timo'),
  lastNames: words(
    'Albers Brandt Clausen Dreher Ehlers Falk Gerlach Hansen Imhoff Jansen Keller Lorenz Mohr Neumann Ott ' +
      'Petersen Quast Reimann Sander Thiel Uhlig Voss Winkler Zander',
  ),
  phones: { prefixes: ['+493023125', '+494066969', '+496990009', '+498999998', '+492214710'], digits: 3 },
};
const britain: Country = {
  name: 'United Kingdom',
  women: words('Alice Beth Chloe Daisy Emma Fiona Grace Holly Isla Jess Kate Lucy Maya Nina Olive Ruby'),
  men: words('Alfie Ben Callum Dylan Ethan Finn George Harry Isaac Jack Kieran Liam Max Noah Owen Ravi'),
  lastNames: words(
    'Archer Bennett Carter Dawson Ellis Fletcher Grant Hughes Ingram Jarvis Kaur Lawson Mason Norris Osborne ' +
      'Patel Reeves Shah Turner Vaughan Walsh Yates',
  ),
  phones: {
    prefixes: ['+447700900', '+442079460', '+441614960', '+441214960', '+441174960', '+441134960'],
    digits: 3,
  },
};
const france: Country = {
  name: 'France',
  women: words('Agathe Brune Camille Diane Elise Flora Gaelle Helene Ines Jeanne Lea Manon Noemie Rose Zoe'),
  men: words('Adrien Bastien Cedric Damien Etienne Florian Gilles Hugo Ismael Jules Karim Lucas Mathis Remi'),
  lastNames: words(
    'Aubert Bonnet Carpentier Delmas Estienne Faure Garnier Hamel Imbert Joly Lambert Marchand Noel Olivier ' +
      'Perrin Renaud Sauvage Tessier Vidal',
  ),
  phones: { prefixes: ['+3363998', '+3319900', '+3346571'], digits: 4 },
};
const america: Country = {
  name: 'United States',
  women: words(
    'Abby Brooke Carmen Dana Elena Faith Gloria Hazel Ivy Jasmine Kayla Lily Megan Nora Piper Tessa',
  ),
  men: words('Aaron Blake Carlos Derek Eli Frank Gavin Hector Ian Jamal Kyle Logan Marco Nate Omar Trevor'),
  lastNames: words(
    'Adkins Barlow Castillo Delgado Emerson Foster Gibson Hayes Iverson Jenkins Knox Lang Mercer Nolan Ortiz ' +
      'Pruitt Ramsey Sutton Tran Underwood Vance Whitaker',
  ),
  phones: { prefixes: NORTH_AMERICAN_AREAS.map((area) => `+1${area}55501`), digits: 2 },
};

export const PLACES: readonly Place[] = [
  { city: 'Berlin', country: germany, weight: 18 },
  { city: 'Hamburg', country: germany, weight: 10 },
  { city: 'London', country: britain, weight: 18 },
  { city: 'Manchester', country: britain, weight: 8 },
  { city: 'Paris', country: france, weight: 14 },
  { city: 'Lyon', country: france, weight: 6 },
  { city: 'New York', country: america, weight: 15 },
  { city: 'Chicago', country: america, weight: 11 },
];
