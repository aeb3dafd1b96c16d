// The pages for people: selects the page for the address.
import "./style.css";
import "./print.css";

import { render, type ComponentType } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import { followLinks, useAddress } from "./address";
import { loadPicker, loadSearch } from "./components/exam-picker";
import { Frame } from "./components/frame";
import { Placeholder, Trouble } from "./components/states";
import { Fault } from "./api/request";
import { loadTexts, t } from "./messages";
import { PathsPage } from "./pages/paths";

/** Pages that are loaded when they are needed. */
const LAZY: ReadonlyArray<{ readonly pattern: RegExp; readonly load: () => Promise<ComponentType> }> = [
  { pattern: /^\/exams\//, load: async () => (await import("./pages/exam")).ExamPage },
  { pattern: /^\/exams$/, load: async () => (await import("./pages/exam-list")).ExamListPage },
  { pattern: /^\/certifications\//, load: async () => (await import("./pages/certification")).CertificationPage },
  { pattern: /^\/certifications$/, load: async () => (await import("./pages/certification-list")).CertificationListPage },
  { pattern: /^\/roles$/, load: async () => (await import("./pages/role-list")).RoleListPage },
  { pattern: /^\/compare$/, load: async () => (await import("./pages/compare")).ComparePage },
  { pattern: /^\/my$/, load: async () => (await import("./pages/my")).MyPage },
  { pattern: /^\/job-advert$/, load: async () => (await import("./pages/job-advert")).JobAdvertPage },
  { pattern: /^\/check$/, load: async () => (await import("./pages/check")).CheckPage },
  { pattern: /^\/dates$/, load: async () => (await import("./pages/dates")).DatesPage },
  { pattern: /^\/map$/, load: async () => (await import("./pages/map")).MapPage },
  { pattern: /^\/whats-new$/, load: async () => (await import("./pages/whats-new")).WhatsNewPage },
];

/** Milliseconds after the first page before the others are fetched, so that they open at once and without a server. */
const BEFORE_THE_OTHERS = 1_500;

function LazyPage({ load }: { load: () => Promise<ComponentType> }) {
  const [Page, setPage] = useState<ComponentType>();
  const [failed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let wanted = true;
    setFailed(false);
    load().then(
      (page) => wanted && setPage(() => page),
      () => wanted && setFailed(true),
    );
    return () => {
      wanted = false;
    };
  }, [load, attempt]);
  if (failed) {
    const fault = new Fault("unreachable", t("page-load-failed"));
    return <Trouble fault={fault} stale={false} retry={() => setAttempt(attempt + 1)} />;
  }
  return Page === undefined ? <Placeholder lines={8} /> : (
    <Page />
  );
}

function Site() {
  const { pathname, searchParams } = useAddress();
  const lazy = LAZY.find(({ pattern }) => pattern.test(pathname));
  // The choice of roles and the paths to one are two pages at one address.
  const route = pathname + String(searchParams.has("role"));
  const before = useRef(route);
  useEffect(() => {
    if (before.current !== route) {
      before.current = route;
      document.getElementById("main")?.focus({ preventScroll: true });
    }
  }, [route]);
  return <Frame path={pathname}>{lazy === undefined ? <PathsPage /> : <LazyPage key={lazy.pattern.source} load={lazy.load} />}</Frame>;
}

const root = document.getElementById("site");
if (root === null) {
  throw new Error("index.html has no element with the id site");
}
followLinks();
// The page is fetched while the texts are.
LAZY.find(({ pattern }) => pattern.test(location.pathname))?.load().catch(() => undefined);
await loadTexts();
// The shell had the same layout, so replacing its elements shifts nothing.
root.replaceChildren();
render(<Site />, root);
setTimeout(() => {
  for (const load of [...LAZY.map(({ load }) => load), loadSearch, loadPicker]) {
    load().catch(() => undefined);
  }
}, BEFORE_THE_OTHERS);
