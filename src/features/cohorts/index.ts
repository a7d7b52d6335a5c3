export {
  fallenDomains,
  readFigures,
  type FallenDomain,
  type Figures,
  type RecentFigures,
  type SpanFigures,
} from "./figures.ts";
