// Notices above the answer: ignored values of the address, a day in the future.
import { navigate } from "../address";
import { today } from "../question/question";
import { date } from "../format";
import { Icon } from "./icon";

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
            These values of the address are ignored: {unread.join(", ")}.{" "}
            <button type="button" class="link-button" onClick={() => navigate(without, { replace: true })}>
              Remove it
            </button>
          </span>
        </p>
      )}
      {asOf !== null && asOf > today() && <p class="quiet notice">{date(asOf)} is in the future: these are the fees, exams and dates that are known today.</p>}
    </>
  );
}
