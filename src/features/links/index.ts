export { openLink, type DeadLink, type OpenedLink, type ReadyLink } from "./links.ts";
export {
  fieldOf,
  isReaderError,
  readerErrors,
  readerField,
  readerSummary,
  type ReaderError,
} from "./pages.ts";
export { checkReader, type ReaderRefusal, type Typed } from "./reader.ts";
