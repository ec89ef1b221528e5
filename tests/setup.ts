import fc from 'fast-check';

// CI repeats itself, so that a red run is the change's doing; everybody else explores with fresh seeds.
if (process.env.CI) fc.configureGlobal({ seed: 20_261_121 });
