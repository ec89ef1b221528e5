/** Import: anyone's CSV into the warehouse. `importPath` is the way in. */
export { ImportError, type ImportErrorCode } from './import-error.ts';
export { type ImportOptions, importPath } from './import-path.ts';
export { type MapFile, type MapFileInput, readMapFile } from './map/map-file.ts';
export {
  type Dataset,
  type FileReport,
  IMPORTABLE,
  type Importable,
  type ImportProgress,
  type ImportReport,
  type RowCounts,
} from './report.ts';
export { type ResumeOptions, resumeInterruptedImports } from './resume-imports.ts';
