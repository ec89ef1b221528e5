/** Import: anyone's CSV into the warehouse. `importPath` is the way in; docs/import.md states the rules. */
export { ImportError } from './import-error.ts';
export { type ImportOptions, importPath } from './import-path.ts';
export { readMapFile } from './map/map-file.ts';
export {
  type FileReport,
  IMPORTABLE,
  type Importable,
  type ImportProgress,
  type ImportReport,
} from './report.ts';
export { resumeInterruptedImports } from './resume-imports.ts';
