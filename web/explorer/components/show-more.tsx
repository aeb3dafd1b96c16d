// Loads the next page of a list.
import { t } from "../messages";

interface Properties {
  /** Null where there is no other page. */
  readonly load: (() => Promise<void>) | null;
  /** Called when the page could not be loaded. */
  readonly onFault: () => void;
}

export function ShowMore({ load, onFault }: Properties) {
  if (load === null) {
    return null;
  }
  return (
    <button type="button" class="quiet-button" onClick={() => void load().catch(onFault)}>
      {t("show-more")}
    </button>
  );
}
