// What GraphiQL omits for assistive technology. Its tabs have the role of a tab and a button in each, and
// neither is read: here they are a list of buttons, of which the present one says so. The explorer's choice
// of an operation has no name.
function settle(tab: Element): void {
  const selected = tab.getAttribute("aria-selected");
  if (selected !== null) {
    tab.removeAttribute("aria-selected");
    tab.querySelector(".graphiql-tab-button")?.setAttribute("aria-current", selected);
  }
  tab.removeAttribute("role");
  tab.parentElement?.removeAttribute("role");
}

/** Settles tabs and names choices within an element now and whenever they change. */
export function assist(root: Element): void {
  new MutationObserver(() => {
    root.querySelectorAll(".graphiql-tab").forEach(settle);
    root.querySelectorAll(".graphiql-explorer-actions select").forEach((select) => select.setAttribute("aria-label", "Kind of the new operation"));
  }).observe(root, {
    attributes: true,
    attributeFilter: ["aria-selected", "role"],
    childList: true,
    subtree: true,
  });
}
