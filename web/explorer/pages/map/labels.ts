// The names of levels and states.
import { words } from "../../format";
import { t } from "../../messages";
import type { Level, State } from "./data";

export function levelName(level: Level | null): string {
  return level === null ? t("map-level-unknown") : words(level);
}

export function stateName(state: State | null): string {
  return state === null ? t("map-state-unannounced") : words(state);
}
