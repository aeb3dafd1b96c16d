// GraphiQL gives its tabs the role of a tab and a button in each; assistive technology then reads
// neither. Here they are a list of buttons, of which the present one says so.
function settle(tab: Element): void {
  const selected = tab.getAttribute("aria-selected");
  if (selected !== null) {
    tab.removeAttribute("aria-selected");
    tab.querySelector(".graphiql-tab-button")?.setAttribute("aria-current", selected);
  }
  tab.removeAttribute("role");
  tab.parentElement?.removeAttribute("role");
}

/** Settles the tabs within an element now and whenever they change. */
export function watchTabs(root: Element): void {
  new MutationObserver(() => root.querySelectorAll(".graphiql-tab").forEach(settle)).observe(root, {
    attributes: true,
    attributeFilter: ["aria-selected", "role"],
    childList: true,
    subtree: true,
  });
}
