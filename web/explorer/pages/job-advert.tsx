// Reads a job advert: what it asks for, what is gone, what the reader holds, and the way to the rest.
import { useRef, useState } from "preact/hooks";

import { Fault } from "../api/request";
import { Empty, Placeholder, Trouble } from "../components/states";
import { useTitle } from "../components/title";
import { Rich, t } from "../messages";
import { Answered } from "./job-advert/answered";
import { MOST_BYTES, readText, type Reading } from "./job-advert/reading";

export function JobAdvertPage() {
  useTitle(t("advert-title"));
  const [text, setText] = useState("");
  const [reading, setReading] = useState<Reading>();
  const [fault, setFault] = useState<Fault>();
  const [loading, setLoading] = useState(false);
  const running = useRef<AbortController | undefined>(undefined);
  const bytes = new TextEncoder().encode(text).length;
  const isTooLong = bytes > MOST_BYTES;

  const send = () => {
    if (text.trim() === "" || isTooLong) {
      return;
    }
    running.current?.abort();
    const abort = new AbortController();
    running.current = abort;
    setLoading(true);
    setFault(undefined);
    readText(text, abort.signal).then(
      (read) => {
        setReading(read);
        setLoading(false);
      },
      (error: unknown) => {
        if (!abort.signal.aborted) {
          setFault(Fault.of(error));
          setLoading(false);
        }
      },
    );
  };

  return (
    <div class="job-advert" aria-busy={loading}>
      <h1>{t("advert-title")}</h1>
      <p>{t("advert-intro")}</p>
      <p class="quiet">
        <Rich id="advert-check" tags={{ link: (label) => <a href="/check">{label}</a> }} />
      </p>
      <form
        class="panel"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <label for="advert-text">{t("advert-text")}</label>
        <textarea
          id="advert-text"
          rows={12}
          value={text}
          autocomplete="off"
          aria-describedby="advert-private"
          aria-invalid={isTooLong}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        {isTooLong && <p role="alert">{t("advert-too-long", { bytes, most: MOST_BYTES })}</p>}
        <p class="quiet" id="advert-private">
          {t("advert-private")}
        </p>
        <button type="submit" class="button" disabled={text.trim() === "" || isTooLong}>
          {t("advert-read")}
        </button>
      </form>
      <p class="quiet" role="status">
        {loading ? t("advert-reading") : reading === undefined ? "" : t("advert-found", { count: reading.totalCount })}
      </p>
      {fault !== undefined && <Trouble fault={fault} stale={reading !== undefined} retry={send} />}
      {loading && reading === undefined && <Placeholder lines={6} />}
      {reading !== undefined && reading.mentions.length === 0 && (
        <Empty title={t("advert-nothing")}>
          <p>{t("advert-nothing-note")}</p>
        </Empty>
      )}
      {reading !== undefined && reading.mentions.length > 0 && <Answered reading={reading} />}
    </div>
  );
}
