/** The one-file build of echarts loads in a tenth of the time that its hundreds of modules take; types are the same. */
declare module 'echarts/dist/echarts.esm.min.mjs' {
  export * from 'echarts';
}
