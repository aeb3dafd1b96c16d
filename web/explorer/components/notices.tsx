// Notices above the answer: ignored values of the address, a day in the future.
import { navigate } from "../address";
import { today } from "../day";
import { date } from "../format";
import { Icon } from "./icon";
import { t } from "../messages";

interface Properties {
  /** Unreadable values of the address. */
  readonly unread: readonly string[];
  /** The address without them. */
  readonly without: string;
  /** The day of the query; null for today. */
  readonly asOf: string | null;
}

export function Notices({ unread, without, asOf }: Properties) {
  return (
    <>
      {unread.length > 0 && (
        <p class="warned notice">
          <Icon name="warning" />
          <span>
            {t("notice-ignored", { values: unread.join(", ") })}{" "}
            {without !== location.pathname + location.search && (
              <button type="button" class="link-button" onClick={() => navigate(without, { replace: true })}>
                {t("notice-remove")}
              </button>
            )}
          </span>
        </p>
      )}
      {asOf !== null && asOf > today() && <p class="quiet notice">{t("notice-future", { day: date(asOf) })}</p>}
    </>
  );
}
