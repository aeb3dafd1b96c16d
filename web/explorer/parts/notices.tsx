// What a reader should know before reading the answer: values of the address that were left out,
// and a day in the future.
import { navigate } from "../address";
import { today } from "../question/question";
import { date } from "../wording";
import { Icon } from "./icon";

interface Properties {
  /** Values that cannot be read, as they stand in the address. */
  readonly unread: readonly string[];
  /** The address without them. */
  readonly without: string;
  /** The day that is asked about; null for today. */
  readonly asOf: string | null;
}

export function Notices({ unread, without, asOf }: Properties) {
  return (
    <>
      {unread.length > 0 && (
        <p class="warned notice">
          <Icon name="warning" />
          <span>
            The address has what cannot be read, and it is left out: {unread.join(", ")}.{" "}
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
