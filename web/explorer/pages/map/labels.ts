// The names of levels and states.
import { t, type PlainId } from "../../messages";
import type { Level, State } from "./data";

const LEVEL_NAMES: Readonly<Record<Level, PlainId>> = {
  FUNDAMENTALS: "map-level-fundamentals",
  ASSOCIATE: "map-level-associate",
  PROFESSIONAL: "map-level-professional",
  SPECIALTY: "map-level-specialty",
};

const STATE_NAMES: Readonly<Record<State, PlainId>> = {
  ANNOUNCED: "map-state-announced",
  BETA: "map-state-beta",
  LIVE: "map-state-live",
  RETIRING: "map-state-retiring",
  RETIRED: "map-state-retired",
};

export function levelName(level: Level | null): string {
  return t(level === null ? "map-level-unknown" : LEVEL_NAMES[level]);
}

export function stateName(state: State | null): string {
  return t(state === null ? "map-state-unannounced" : STATE_NAMES[state]);
}
