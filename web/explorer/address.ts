// The address bar as state: pages read their question from it, and links within the
// site change it without loading a document.
import { useEffect, useState } from "preact/hooks";

const listeners = new Set<() => void>();

/** Renders all pages again that depend on the address or on what this device stores. */
export function announce(): void {
  for (const listener of [...listeners]) {
    listener();
  }
}

/** Goes to an address of this site. */
export function navigate(address: string, { replace = false } = {}): void {
  if (address === location.pathname + location.search) {
    return;
  }
  const goal = new URL(address, location.href);
  const leaves = goal.pathname !== location.pathname || (!replace && goal.searchParams.get("role") !== new URLSearchParams(location.search).get("role"));
  history[replace ? "replaceState" : "pushState"](null, "", address);
  announce();
  if (leaves) {
    scrollTo(0, 0);
  }
}

/** Milliseconds within which changes of the same thing are one history entry, such as a dragged slider. */
const ONE_CHANGE = 1_500;
let refined = { topic: "", at: -ONE_CHANGE };

/** Goes to the address of a changed question; the back button undoes one change. */
export function refine(address: string, change: object): void {
  const topic = Object.keys(change).join();
  const at = performance.now();
  navigate(address, { replace: refined.topic === topic && at - refined.at < ONE_CHANGE });
  refined = { topic, at };
}

/** Query parameters for a link: "?held=aws/CLF-C02,azure/AZ-900"; empty without any. */
export function queryText(search: URLSearchParams): string {
  const text = search.toString().replaceAll("%2C", ",").replaceAll("%2F", "/");
  return text === "" ? "" : `?${text}`;
}

/** Query parameters with these values; empty ones are left out. */
export function queryOf(values: Readonly<Record<string, string>>): string {
  return queryText(new URLSearchParams(Object.entries(values).filter(([, value]) => value !== "")));
}

/** The values of an address that were not read as given, such as "asOf=2026-99-99". */
export function unreadOf(search: URLSearchParams, read: Readonly<Record<string, string>>): string[] {
  return Object.entries(read).flatMap(([name, value]) => {
    const given = search.get(name) ?? "";
    return given === value ? [] : [`${name}=${given}`];
  });
}

/** The names of a list in an address that exist; all of it before they are loaded. */
export function existing(text: string, names: readonly string[] | undefined): string {
  return names === undefined ? text : text.split(",").filter((name) => names.includes(name)).join(",");
}

/** The current address; the component re-renders when it changes. */
export function useAddress(): URL {
  const [{ href }, setAddress] = useState({ href: location.href });
  useEffect(() => {
    const update = () => setAddress({ href: location.href });
    listeners.add(update);
    update();
    return () => {
      listeners.delete(update);
    };
  }, []);
  return new URL(href);
}

/** Addresses of these pages; all others are separate documents. */
const OURS = /^\/(exams|exams\/[^/]+\/[^/.]+|certifications|certifications\/[^/.]+|roles|compare|dates|map|whats-new|my|job-advert|check)?$/;

/** Links within the site, and the browser's back and forward, change the page without a reload. */
export function followLinks(): void {
  addEventListener("popstate", announce);
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (link === null || !plain || event.defaultPrevented || link.target !== "" || link.hasAttribute("download")) {
      return;
    }
    if (link.origin === location.origin && OURS.test(link.pathname) && link.hash === "") {
      event.preventDefault();
      navigate(link.pathname + link.search);
    }
  });
}

/** The address of an exam's page, with the person's answers. */
export function examAddress(exam: { readonly code: string; readonly vendor: { readonly slug: string } }, search = ""): string {
  return `/exams/${encodeURIComponent(exam.vendor.slug)}/${encodeURIComponent(exam.code)}${search}`;
}
